import {expect, test} from "vitest";
import {modelEquation} from "../../../src/stats/poisson/modelEquation.js";
import {modelNotation} from "../../../src/stats/poisson/modelNotation.js";

const equation = (text: string) => modelEquation(modelNotation(text));

test("modelNotation reads a relative model with strata, loglinear terms and modifiers (by hand)", () => {
  const model = modelNotation(
    "rate = strata(sex, age) * exp(smoker + log(age / 70)) * (1 + linear(dose) * exp(sex + ageExposed))"
  );
  expect(model).toMatchObject({
    strata: ["sex", "age"],
    loglinear: ["smoker", "log(age / 70)"],
    excess: {
      kind: "relative",
      joint: "additive",
      parts: [{doses: ["dose"], modifiers: ["sex", "ageExposed"], linearModifiers: []}]
    }
  });
  expect(model.excess!.parts[0].shape.name).toBe("linear");
});

test("modelNotation reads absolute models, given rates, several doses, cuts and linear modifiers (by hand)", () => {
  expect(modelNotation("rate = strata(city) + linearExponential(dose) * (1 + sex) * exp(z)")).toMatchObject({
    strata: ["city"],
    excess: {
      kind: "absolute",
      parts: [{shape: {name: "linear-exponential"}, linearModifiers: ["sex"], modifiers: ["z"]}]
    }
  });
  expect(modelNotation("rate = given(national) * (1 + linear(heart) + linear(lung))")).toMatchObject({
    given: "national",
    excess: {kind: "relative", parts: [{doses: ["heart"]}, {doses: ["lung"]}]}
  });
  expect(modelNotation("rate = exp(x) * [1 + categorical(dose, 5, 10)]").excess!.parts[0].shape.at).toEqual([
    5, 10
  ]);
  expect(modelNotation("rate = strata(s)").excess).toBeUndefined();
});

test("modelNotation reads parts with modifiers of their own, brackets that multiply, and mixtures (by hand)", () => {
  expect(
    modelNotation("rate = strata(s) * (1 + (linear(a) + linear(b)) * exp(z) + quadratic(c))")
  ).toMatchObject({
    excess: {
      joint: "additive",
      parts: [
        {doses: ["a", "b"], modifiers: ["z"]},
        {doses: ["c"], shape: {name: "quadratic"}, modifiers: []}
      ]
    }
  });
  expect(
    modelNotation("rate = strata(s) * (1 + linear(a)) * (1 + linear(b) * (1 + u))").excess
  ).toMatchObject({
    joint: "multiplicative",
    parts: [{doses: ["a"]}, {doses: ["b"], linearModifiers: ["u"]}]
  });
  expect(modelNotation("rate = strata(s) * mixture(linear(a), linear(b))").excess!.joint).toBe("mixture");
});

test("modelEquation prints what modelNotation read (by hand)", () => {
  expect(equation("rate = strata(sex, age) * exp(smoker) * (1 + linear(dose) * exp(sex))")).toBe(
    "rate = B(sex, age) · exp(α smoker) · [1 + β dose · exp(γ sex)]"
  );
  expect(equation("rate = given(national) * (1 + linear(heart) + linear(lung))")).toBe(
    "rate = national · [1 + β₁ heart + β₂ lung]"
  );
  expect(equation("rate = strata(s) + linearQuadratic(d) * exp(x + y)")).toBe(
    "rate = B(s) + (β₁ d + β₂ d²) · exp(γ₁ x + γ₂ y)"
  );
  expect(equation("rate = strata(s) * (1 + linear(a) * exp(x)) * (1 + linear(b) * exp(y))")).toBe(
    "rate = B(s) · [1 + β₁ a · exp(γ₁ x)] · [1 + β₂ b · exp(γ₂ y)]"
  );
  expect(equation("rate = strata(s) * mixture(linear(a), linear(b))")).toBe(
    "rate = B(s) · {[1 + β₁ a] · [1 + β₂ b]}^θ · [1 + β₁ a + β₂ b]^(1 − θ)"
  );
  expect(equation("rate = exp(x) * (1 + threshold(d))")).toBe("rate = B · exp(α x) · [1 + β max(0, d − τ)]");
  expect(equation("rate = strata(s) * (1 + categorical(d, 5, 10))")).toBe("rate = B(s) · [1 + β[d: 5, 10]]");
});

const wrong: [string, string][] = [
  ["hazard = strata(s)", "a model must read rate = …"],
  ["rate = strata(s", "brackets must match"],
  ["rate = strata(s) *", "there must be something on both sides of *"],
  ["rate = s", "expected name(…)"],
  ["rate = cubic(s)", "the background must be strata(…), given(…), exp(…), mixture(…) or (1 + …)"],
  ["rate = strata(s) * (1 + cubic(d))", "an excess must begin with one of linear, quadratic"],
  ["rate = strata(s) * (1 + categorical(d, low))", "a cut must be a number"],
  ["rate = strata(s) * (1 + linear(d) * sex(x))", "a modifier must be exp(…) or (1 + …)"],
  [
    "rate = strata(s) * (1 + (linear(d) + quadratic(e)) * exp(z))",
    "doses in one bracket must have one shape"
  ],
  ["rate = strata(s) * (1 + linear(d) + linear(e)) * (1 + linear(f))", "one part each"]
];

for (const [text, message] of wrong)
  test(`modelNotation refuses ${text}`, () => {
    expect(() => modelNotation(text)).toThrow(SyntaxError);
    expect(() => modelNotation(text)).toThrow(message);
  });

test("modelNotation refuses cuts that do not ascend", () => {
  expect(() => modelNotation("rate = strata(s) * (1 + categorical(d, 10, 5))")).toThrow(
    "cuts must ascend; got 5 after 10"
  );
});
