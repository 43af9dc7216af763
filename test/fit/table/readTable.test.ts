import {mkdtempSync, readdirSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import * as zlib from "node:zlib";
import {describe, expect, test} from "vitest";
import {valueAt} from "../../../fit/rows/columnOf.js";
import {readTable} from "../../../fit/table/readTable.js";

const folder = fileURLToPath(new URL("files/", import.meta.url));
const hasZstd = "zstdDecompressSync" in zlib;

/** What the files hold, which pyarrow wrote: 200 rows with missing values, in every compression. */
function expected(row: number): Record<string, string> {
  const day = new Date(Date.UTC(1999, 11, 30 + row)).toISOString().slice(0, 10);
  return {
    x: row % 50 === 7 ? "" : String(row * 0.25),
    whole: String(row % 9),
    small: row % 40 === 3 ? "" : String(row % 4),
    text: row % 60 === 5 ? "" : ["ä", "b", "long enough to repeat"][row % 3],
    category: ["f", "m"][row % 2],
    flag: row % 5 === 0 ? "1" : "0",
    day
  };
}

describe("readTable of Arrow and Parquet gives what pyarrow wrote (by hand)", () => {
  for (const file of readdirSync(folder)) {
    if (file.startsWith("zstd") && !hasZstd) {
      test(`${file} on a Node without ZSTD says so`, async () => {
        await expect(readTable(join(folder, file))).rejects.toThrow(/ZSTD-compressed tables need Node 22.15/);
      });
      continue;
    }
    test(file, async () => {
      const table = await readTable(join(folder, file));
      expect(table.rows).toBe(200);
      for (let row = 0; row < 200; ++row)
        expect(
          Object.fromEntries([...table.columns].map(([name, column]) => [name, valueAt(column, row)]))
        ).toEqual(expected(row));
    });
  }
});

test("readTable names a file that is missing, or not what its name says (by hand)", async () => {
  const scratch = mkdtempSync(join(tmpdir(), "harmonic-"));
  for (const name of ["broken.arrow", "broken.parquet"])
    writeFileSync(join(scratch, name), "not a table, surely");
  await expect(readTable(join(scratch, "none.csv"))).rejects.toThrow(
    /data must be a file .* \(no such file\)/
  );
  await expect(readTable(scratch)).rejects.toThrow(/\(a folder\)/);
  await expect(readTable(join(scratch, "broken.arrow"))).rejects.toThrow(
    /broken.arrow must be an Arrow file/
  );
  await expect(readTable(join(scratch, "broken.parquet"))).rejects.toThrow(/must be a flat Parquet file/);
});
