import {gunzipSync, inflateSync} from "node:zlib";
import {tableFromIPC} from "apache-arrow";
import {unzipSync} from "fflate";

/** A text that a file holds, in the open or compressed within it, and the rows where it is a table. */
export interface Inside {
  text: string;
  rows?: number;
}

/**
 * Every text inside the bytes of a file: the bytes as they are; those of UTF-16; escapes of strings undone;
 * tables of Arrow; compressed texts of PNG; compressed streams and hexadecimal strings of PDF; gzip; the
 * files of an archive such as a Word document, also without their markup; and files inlined as base64, each
 * in turn. What does not unpack is read as it stands.
 */
export function decode(bytes: Buffer): Inside[] {
  const raw = bytes.toString("latin1");
  const inside: Inside[] = [{text: raw}];
  if (raw.includes("\0")) inside.push({text: raw.replaceAll("\0", "")});
  if (/\\[nrtux]/.test(raw)) inside.push({text: unescapeText(raw)});
  if (/&#x?[0-9a-f]+;/i.test(raw)) inside.push({text: unescapeHtml(raw)});
  if (raw.startsWith("ARROW1")) inside.push(...attempt(() => arrowTable(bytes)));
  if (raw.startsWith("\x89PNG")) inside.push(...pngTexts(bytes));
  if (raw.startsWith("%PDF")) inside.push(...pdfTexts(raw));
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) inside.push(...attempt(() => decode(gunzipSync(bytes))));
  if (raw.startsWith("PK\x03\x04")) inside.push(...attempt(() => archiveTexts(bytes)));
  for (const [, data] of raw.matchAll(/;base64,([A-Za-z0-9+/=]{16,})/g))
    inside.push(...decode(Buffer.from(data, "base64")));
  return inside;
}

function unescapeText(text: string): string {
  return text
    .replace(/\\[nrt]/g, " ")
    .replace(
      /\\u\{([0-9a-f]+)\}|\\u([0-9a-f]{4})|\\x([0-9a-f]{2})/gi,
      (all, ...codes: (string | undefined)[]) =>
        characterOf(Number.parseInt(codes.slice(0, 3).find(Boolean)!, 16), all)
    );
}

/** The character of a code point; `otherwise` where there is none. */
function characterOf(point: number, otherwise: string): string {
  return point <= 0x10ffff ? String.fromCodePoint(point) : otherwise;
}

function unescapeHtml(text: string): string {
  return text.replace(/&#(x?)([0-9a-f]+);/gi, (all, hex: string, code: string) =>
    characterOf(Number.parseInt(code, hex ? 16 : 10), all)
  );
}

function arrowTable(bytes: Buffer): Inside[] {
  const table = tableFromIPC(bytes);
  const lines = [
    table.schema.fields.map(({name, metadata}) => [name, ...metadata.values()].join(" ")).join(",")
  ];
  for (const row of table) lines.push(Object.values(row.toJSON()).map(String).join(","));
  return [{text: lines.join("\n"), rows: table.numRows}];
}

/** Keywords and texts of PNG, zTXt and iTXt unpacked. */
function pngTexts(bytes: Buffer): Inside[] {
  const found: Inside[] = [];
  for (let at = 8; at + 8 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    const type = bytes.toString("latin1", at + 4, at + 8);
    const data = bytes.subarray(at + 8, at + 8 + length);
    if (type === "zTXt" || type === "iTXt" || type === "iCCP")
      for (let k = data.indexOf(0) + 1; k > 0 && k < Math.min(data.length, 400); ++k)
        if (data[k] === 0x78) found.push(...attempt(() => decode(inflateSync(data.subarray(k)))));
    at += 12 + length;
  }
  return found;
}

/** Names and contents of the files of an archive; a word of a document may be cut by markup. */
function archiveTexts(bytes: Buffer): Inside[] {
  return Object.entries(unzipSync(bytes)).flatMap(([name, content]) => {
    const found = [{text: name}, ...decode(Buffer.from(content))];
    if (/\.(xml|rels)$/i.test(name)) found.push({text: found[1].text.replace(/<[^>]*>/g, "")});
    return found;
  });
}

function pdfTexts(raw: string): Inside[] {
  const found: Inside[] = [];
  for (const [, stream] of raw.matchAll(/stream\r?\n([\s\S]*?)endstream/g))
    found.push(...attempt(() => decode(inflateSync(Buffer.from(stream, "latin1"), {finishFlush: 2}))));
  const strings = [...raw.matchAll(/<((?:[0-9A-Fa-f]{2}\s*){4,})>/g)].map(([, hex]) =>
    Buffer.from(hex.replace(/\s/g, ""), "hex").toString("latin1").replaceAll("\0", "")
  );
  return [...found, {text: strings.join("\n")}];
}

/** What `unpack` gives; nothing where the bytes are not what they seem: they have been read as they stand. */
function attempt(unpack: () => Inside[]): Inside[] {
  try {
    return unpack();
  } catch {
    return [];
  }
}
