import {crc32, inflateSync} from "node:zlib";
import {expect, test} from "vitest";
import {pngBytes} from "../../../publish/downloads/pngBytes.js";
import {standaloneSvg} from "../../../publish/downloads/standaloneSvg.js";
import {drawing} from "../../../publish/drawing.js";
import {flow} from "../../site/fixtures.js";

const svg = standaloneSvg(drawing(flow).wide, flow, "Source: here.");

function chunks(png: Buffer): [string, Buffer][] {
  const found: [string, Buffer][] = [];
  for (let at = 8; at < png.length; ) {
    const end = at + 8 + png.readUInt32BE(at);
    expect(png.readUInt32BE(end)).toBe(crc32(png.subarray(at + 4, end)));
    found.push([png.toString("latin1", at + 4, at + 8), png.subarray(at + 8, end)]);
    at = end + 4;
  }
  return found;
}

test("pngBytes draws the figure with its margin at 300 dots an inch, three pixels a unit (by hand)", async () => {
  const found = new Map(chunks(Buffer.from(await pngBytes(svg, "Source: here – ERR."))));
  const [width, height] = [found.get("IHDR")!.readUInt32BE(0), found.get("IHDR")!.readUInt32BE(4)];
  expect(width).toBe(3 * (680 + 2 * 16));
  expect(height).toBe(3 * Number(/viewBox="-16 -16 712 ([\d.]+)"/.exec(svg)![1]));
  expect(found.get("pHYs")!.readUInt32BE(0)).toBe(11811);
  expect(found.get("iTXt")!.toString("utf8")).toBe("Source\0\0\0\0\0Source: here – ERR.");
  // Its first pixel is of the margin: white. Somewhere it is inked.
  const pixels = inflateSync(found.get("IDAT")!);
  expect([...pixels.subarray(1, 4)]).toEqual([255, 255, 255]);
  expect(new Set(pixels).size).toBeGreaterThan(10);
});

test("pngBytes gives the same bytes twice (law)", async () => {
  expect(Buffer.from(await pngBytes(svg, "x")).equals(await pngBytes(svg, "x"))).toBe(true);
});
