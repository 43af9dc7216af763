import {makeStudy, type Study, type TableName} from "../../analyses/study.js";
import {readTable} from "../../loaders/extract/readTable.js";
import {extractFiles} from "../../loaders/synthetic/generate.js";
import type {Truth} from "../../loaders/synthetic/truth.js";

/** A study of a small synthetic extract, for laws that hold of any. */
export function smallStudy(seed = 11, cardiac = 20_000, radiotherapy = 1500): Study {
  const files = new Map(extractFiles({seed, cardiac, radiotherapy}).map((file) => [file.name, file]));
  const read = (name: TableName) => readTable(files.get(name)!.bytes, files.get(name)!.file);
  return makeStudy(read, JSON.parse(new TextDecoder().decode(files.get("truth")!.bytes)) as Truth);
}
