import {expect, test} from "vitest";
import {setAside} from "../../../publish/site/setAside.js";

test("setAside leaves the words of a part behind and puts the part in their place (by hand)", () => {
  const aside = setAside();
  const html = '<figure id="table-a"><td>Dose &amp; risk</td><td>1.5</td></figure>\n';
  const words = aside.put(html);
  expect(words).toBe('<div data-aside="0"> Dose &amp; risk 1.5 </div>\n');
  const rendered = `<p>before</p>\n${words}<p>after</p>`;
  expect(aside.restore(rendered, (part) => part.replace("table", "x"))).toBe(
    '<p>before</p>\n<figure id="x-a"><td>Dose &amp; risk</td><td>1.5</td></figure>\n<p>after</p>'
  );
});

test("setAside refuses a page with a part that it does not have (by hand)", () => {
  expect(() => setAside().restore('<div data-aside="3">x</div>', String)).toThrow(
    "part must have been put aside; got 3 of 0"
  );
});
