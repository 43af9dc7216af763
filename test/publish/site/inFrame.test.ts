import {expect, test} from "vitest";
import {inFrame} from "../../../publish/site/inFrame.js";

const frame = `<html><head><title>Home</title><link href="./style.css"></head><body><nav><a href="./index.html" aria-current="page">Home</a><a href="./docs/a.html#b">A</a></nav>
<main id="main"><p class="synthetic">Synthetic.</p><p>Home.</p></main><script src="./search.js"></script></body></html>`;

test("inFrame puts a page into the frame of another, every link made to lead from where it stands (by hand)", () => {
  const page = inFrame(frame, {
    file: "provenance/cardiac/x.html",
    title: "X",
    main: '<h1>X</h1><a href="/cardiac/x#trend">x</a><a class="file" href="/releases/1.csv">csv</a><a href="#here">here</a>'
  });
  expect(page).toContain("<title>X | HARMONIC reports</title>");
  expect(page).toContain('<link href="../../style.css">');
  expect(page).toContain('<a href="../../index.html">Home</a><a href="../../docs/a.html#b">A</a>');
  expect(page).toContain('<main id="main">\n<p class="synthetic">Synthetic.</p><h1>X</h1>');
  expect(page).toContain('<a href="../../cardiac/x.html#trend">x</a>');
  expect(page).toContain(
    '<a class="file" href="../../releases/1.csv">csv</a><a href="#here">here</a></main>'
  );
  expect(page).not.toContain("Home.");
  expect(() => inFrame("<html></html>", {file: "x.html", title: "X", main: ""})).toThrow(
    /^page must hold .* to lend its frame; got none$/
  );
});
