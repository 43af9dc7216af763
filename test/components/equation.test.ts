import {expect, test} from "vitest";
import {equation} from "../../src/components/equation.js";

test("equation sets letters in italics, words upright, digits as sub- and superscripts (by hand)", () => {
  const html = equation("λ = λ₀(sex, age) · exp(β d²)");
  expect(html).toContain("<var>λ</var><sub>0</sub>(sex, age) · exp(<var>β</var> <var>d</var><sup>2</sup>)");
  expect(html).toContain('aria-label="λ = λ₀(sex, age) · exp(β d²)"');
});

test("equation keeps a hat with its letter (by hand)", () => {
  expect(equation("log D = log D\u0302 + ε")).toContain(
    "log <var>D</var> = log <var>D\u0302</var> + <var>ε</var>"
  );
});
