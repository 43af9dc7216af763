import {expect, test} from "vitest";
import {readCsv} from "../../../fit/table/readCsv.js";

const column = (text: string, name: string) => readCsv("t.csv", text).columns.get(name);

test("readCsv types columns: numbers, dates, truth, texts; empty, NA and NaN are missing (by hand)", () => {
  const text =
    "x,day,flag,sex\n1,2000-01-01,TRUE,f\n-2.5e3,,FALSE,m\nNA,1970-01-02,NA,\n.5,2000-02-29,TRUE,f\n";
  expect(column(text, "x")).toEqual({type: "number", values: Float64Array.of(1, -2500, NaN, 0.5)});
  expect(column(text, "day")).toEqual({
    type: "number",
    dates: true,
    values: Float64Array.of(10957, NaN, 1, 11016)
  });
  expect(column(text, "flag")).toEqual({type: "number", values: Float64Array.of(1, 0, NaN, 1)});
  expect(column(text, "sex")).toEqual({type: "text", codes: Int32Array.of(0, 1, -1, 0), levels: ["f", "m"]});
});

test("readCsv does not take a text, a hexadecimal number or an impossible date for a number (by hand)", () => {
  expect(column("x\n1\n1O\n", "x")).toMatchObject({type: "text", levels: ["1", "1O"]});
  expect(column("x\n0x10\n", "x")).toMatchObject({type: "text"});
  expect(column("x\nInfinity\n", "x")).toMatchObject({type: "text"});
  expect(column("x\n2001-02-29\n", "x")).toMatchObject({type: "text"});
});

test("readCsv reads quotes, a byte-order mark, CRLF, tabs, semicolons and spaces about cells (by hand)", () => {
  expect(column('\uFEFFa,b\r\n"x, ""y""",2\r\n', "a")).toMatchObject({levels: ['x, "y"']});
  expect(column("a\tb\n1\t2\n", "b")).toMatchObject({values: Float64Array.of(2)});
  expect(column("a;b\n1;2\n", "b")).toMatchObject({values: Float64Array.of(2)});
  expect(column("a, b\n1, NA\n\n2, 3\n", "b")).toMatchObject({values: Float64Array.of(NaN, 3)});
});

test("readCsv with and without quotes reads the same table (law)", () => {
  const plain = "a,b,c\n1,x,2001-01-01\n,y,NA\n3.5,,1999-12-31\n";
  const quoted = plain.replaceAll(/[^,\n]+/g, (cell) => `"${cell}"`);
  expect(readCsv("t.csv", quoted)).toEqual(readCsv("t.csv", plain));
});

test("readCsv names what is wrong with the table (by hand)", () => {
  expect(() => readCsv("t.csv", "")).toThrow("t.csv must have a header; got an empty file");
  expect(() => readCsv("t.csv", "a,b,a\n1,2,3\n")).toThrow(
    'columns of t.csv must have names of their own; got "a" twice'
  );
  expect(() => readCsv("t.csv", "a,b\n1,2\n3\n")).toThrow("rows of t.csv must have 2 cells; got 1 in line 3");
  expect(() => readCsv("t.csv", 'a,b\n"1,2\n')).toThrow("t.csv must be CSV; got");
});
