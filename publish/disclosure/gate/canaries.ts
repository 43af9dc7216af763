import {brotliCompressSync, deflateSync, gzipSync} from "node:zlib";
import {Float64, Table, tableToIPC, Utf8, vectorFromArray} from "apache-arrow";
import {strToU8, zipSync} from "fflate";

/** A row of the extract that is hidden in made-up files: what a scan must find. */
export interface Canary {
  id: string;
  /** Days since 1970-01-01. */
  birth: number;
  /** Four figures with three significant digits or more that stand side by side in a table. */
  figures: readonly number[];
}

/** A file with a canary in it, which is never written anywhere. */
export interface CanaryFile {
  leak: string;
  file: string;
  bytes: Buffer;
}

/**
 * Files with a canary in every place where a leak may hide. The gate scans them before the site: one that it
 * does not find is a finding, for the scan is then worth nothing.
 *
 * @param rowsAtMost the longest table that is allowed.
 */
export function canaryFiles({id, birth, figures}: Canary, rowsAtMost: number): CanaryFile[] {
  const date = new Date(birth * 86_400_000).toISOString().slice(0, 10);
  const row = figures.join(",");
  const json = JSON.stringify(figures);
  const path = `<svg><path d="M0,0L${figures[0]},${figures[1]}L${figures[2]},${figures[3]}"/></svg>`;
  const numbered = Array.from({length: rowsAtMost + 1}, (_, i) => i);
  const file = (leak: string, name: string, content: string | Buffer): CanaryFile => ({
    leak,
    file: name,
    bytes: Buffer.from(content as string)
  });
  return [
    file("a row in a script", "_import/page.js", `const rows=[${json}];export{rows}`),
    file(
      "a row in a source map",
      "_import/page.js.map",
      JSON.stringify({sourcesContent: [`const a=1;\\n${row}\\n`]})
    ),
    file("a row in the path of an SVG", "figure.svg", path),
    file(
      "a row in an inlined SVG",
      "page.css",
      `url(data:image/svg+xml;base64,${Buffer.from(path).toString("base64")})`
    ),
    file("a row in the text of a PNG", "a.png", png("tEXt", Buffer.from(`Comment\0${row}`))),
    file(
      "a row in the compressed text of a PNG",
      "b.png",
      png("zTXt", Buffer.concat([Buffer.from("Comment\0\0"), deflateSync(row)]))
    ),
    file("a row in the metadata of a PDF", "a.pdf", `%PDF-1.7\n1 0 obj<</Keywords(${row})>>endobj`),
    file("a row in a compressed stream of a PDF", "b.pdf", pdfStream(row)),
    file("a row in an Arrow file", "a.arrow", arrow(figures)),
    file("a row in a compressed file", "a.svgz", gzipSync(path)),
    file("a row in a page packed by Brotli", "pages.json.br", brotliCompressSync(Buffer.from(path))),
    file(
      "a row in the table of a Word document",
      "a.docx",
      word({document: `<w:tbl>${wordRows([figures])}</w:tbl>`})
    ),
    file(
      "an identifier cut by the markup of a Word document",
      "b.docx",
      word({document: `<w:r><w:t>${id.slice(0, 3)}</w:t></w:r><w:r><w:t>${id.slice(3)}</w:t></w:r>`})
    ),
    file("a date of birth in the properties of a Word document", "c.docx", word({core: `<dc:title>${date}`})),
    file("a row in a comment", "page.html", `<p>text</p><!-- ${row} -->`),
    file(
      "a row in an error message",
      "page.html",
      `<p class="error">RangeError: dose must be ≥ 0; got ${figures.join(" ")} in row 37</p>`
    ),
    file("an identifier in an error message", "page.html", `<p>no such child: ${id}</p>`),
    file("an identifier in an Arrow file", "b.arrow", arrow(figures.slice(0, 1), id)),
    file("an identifier in an address", "page.html", `<a href="/child?id=${id}">child</a>`),
    file("an identifier in the name of a file", `children/${id}.html`, "<p>text</p>"),
    file("a date of birth", "page.html", `<p>born ${date}</p>`),
    file("a date of birth in milliseconds", "page.js", `const born=${birth * 86_400_000}`),
    file(
      "a curve of full precision",
      "curve.csv",
      `time,surv\n${numbered
        .slice(1, 15)
        .map((i) => `${i},${1 - i / 977}`)
        .join("\n")}`
    ),
    file(
      "a curve in a script",
      "curve.js",
      `const curve=[${numbered.slice(1, 15).map((i) => `{t:${i},s:${1 - i / 977}}`)}]`
    ),
    file("a long table", "rows.csv", `a,b\n${numbered.map((i) => `${i},1`).join("\n")}`),
    file("a long table in a script", "rows.js", `const rows=[${numbered.map((i) => `[${i},1]`)}]`),
    file(
      "a long table in a page",
      "rows.html",
      `<table><tr><th>a</th></tr>${numbered.map((i) => `<tr><td>${i}</td></tr>`).join("")}</table>`
    ),
    file(
      "a long table in a Word document",
      "rows.docx",
      word({document: `<w:tbl>${wordRows([[0], ...numbered.map((i) => [i])])}</w:tbl>`})
    ),
    file("a long table in an Arrow file", "rows.arrow", arrow(numbered))
  ];
}

function arrow(values: readonly number[], id?: string): Buffer {
  const columns = {
    value: vectorFromArray([...values], new Float64()),
    ...(id && {id: vectorFromArray([id], new Utf8())})
  };
  return Buffer.from(tableToIPC(new Table(columns), "file"));
}

/** A PNG without a picture; checksums are left zero, for no reader needs them here. */
function png(type: string, data: Buffer): Buffer {
  const chunk = (name: string, content: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(content.length);
    return Buffer.concat([length, Buffer.from(name), content, Buffer.alloc(4)]);
  };
  return Buffer.concat([
    Buffer.from("89504e470d0a1a0a", "hex"),
    chunk(type, data),
    chunk("IEND", Buffer.alloc(0))
  ]);
}

function word({document = "", core = ""}): Buffer {
  return Buffer.from(zipSync({"word/document.xml": strToU8(document), "docProps/core.xml": strToU8(core)}));
}

function wordRows(rows: readonly (readonly number[])[]): string {
  const cell = (value: number) => `<w:tc><w:p><w:r><w:t>${value}</w:t></w:r></w:p></w:tc>`;
  return rows.map((row) => `<w:tr><w:trPr/>${row.map(cell).join("")}</w:tr>`).join("");
}

function pdfStream(text: string): Buffer {
  return Buffer.concat([
    Buffer.from("%PDF-1.7\n1 0 obj<</Filter/FlateDecode>>stream\n"),
    deflateSync(text),
    Buffer.from("\nendstream endobj")
  ]);
}
