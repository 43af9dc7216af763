import {readFileSync} from "node:fs";
import {createRequire} from "node:module";
import {join} from "node:path";
import {crc32} from "node:zlib";
import {initWasm, Resvg} from "@resvg/resvg-wasm";

/** Pixels a unit of the drawing: 680 units are 17.3 cm at 300 dots an inch, the width of a printed page. */
const pixelsPerUnit = 3;
const pixelsPerMetre = Math.round(300 / 0.0254);

/**
 * A standalone SVG as a PNG of 300 dots an inch, in the site's own typeface, with `source` as a text within.
 * It is drawn by WebAssembly and with no font of the machine, so that the same drawing gives the same bytes
 * everywhere.
 */
export async function pngBytes(svg: string, source: string): Promise<Uint8Array> {
  const font = await (ready ??= start());
  const drawing = new Resvg(svg, {fitTo: {mode: "zoom", value: pixelsPerUnit}, font});
  const image = drawing.render();
  try {
    const png = Buffer.from(image.asPng());
    const resolution = Buffer.alloc(9);
    resolution.writeUInt32BE(pixelsPerMetre, 0);
    resolution.writeUInt32BE(pixelsPerMetre, 4);
    resolution[8] = 1;
    const text = Buffer.from(`Source\0\0\0\0\0${source}`, "utf8");
    // After the signature (8 bytes) and the header, a chunk of 13 bytes.
    const start = 8 + 12 + 13;
    return Buffer.concat([
      png.subarray(0, start),
      chunk("pHYs", resolution),
      chunk("iTXt", text),
      png.subarray(start)
    ]);
  } finally {
    image.free();
    drawing.free();
  }
}

interface Fonts {
  fontBuffers: Uint8Array[];
  defaultFontFamily: string;
  sansSerifFamily: string;
}

let ready: Promise<Fonts> | undefined;

/** Loads the renderer, once, and the typeface of the site's figures. */
async function start(): Promise<Fonts> {
  const {resolve} = createRequire(import.meta.url);
  await initWasm(readFileSync(resolve("@resvg/resvg-wasm/index_bg.wasm")));
  const style = join(import.meta.dirname, "..", "..", "src", "style", "fonts.css");
  const family = "Harmonic Sans";
  const faces = [
    ...readFileSync(style, "utf8").matchAll(/font-family: "([^"]+)"[^}]*?base64,([A-Za-z0-9+/=]+)/g)
  ];
  const fontBuffers = faces
    .filter(([, name]) => name === family)
    .map(([, , data]) => Buffer.from(data, "base64"));
  if (fontBuffers.length === 0) throw new Error(`fonts.css must hold ${family}; got none`);
  return {fontBuffers, defaultFontFamily: family, sansSerifFamily: family};
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
