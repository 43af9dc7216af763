import {existsSync, mkdtempSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {expect, test} from "vitest";
import {readColumns, writeColumns} from "../../bench/columns.js";
import {tasks} from "../../bench/tasks.js";

for (const task of tasks)
  test(`bench ${task.name} does its work on columns that went through files, the same each time (law)`, () => {
    const folder = mkdtempSync(join(tmpdir(), "columns-"));
    try {
      const columns = task.generate(400);
      writeColumns(folder, columns);
      const read = readColumns(folder);
      expect(read).toEqual(Object.fromEntries(Object.entries(columns).sort()));
      const numbers = task.work(read)();
      expect(numbers.length).toBeGreaterThan(0);
      for (const number of numbers) expect(Number.isFinite(number)).toBe(true);
      expect(task.work(task.generate(400))()).toEqual(numbers);
    } finally {
      rmSync(folder, {recursive: true});
    }
  });

test("bench tasks have names of their own, sizes that ascend, and peers that exist (law)", () => {
  expect(new Set(tasks.map(({name}) => name)).size).toBe(tasks.length);
  for (const {sizes, peers} of tasks) {
    expect([...sizes].sort((a, b) => a - b)).toEqual([...sizes]);
    for (const {script} of peers) expect(existsSync(join("bench/peers", script)), script).toBe(true);
  }
});
