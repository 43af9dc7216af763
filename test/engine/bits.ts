import {createHash} from "node:crypto";
import {hashes} from "./hashes.js";

/** Prints the hashes of the battery in this Node, and one over all, to be compared between versions and machines. */
const all = await hashes();
for (const [name, hash] of Object.entries(all)) console.log(hash.slice(0, 16), name);
const total = createHash("sha256").update(JSON.stringify(all)).digest("hex");
console.log(`${total} Node ${process.version} ${process.arch}`);
