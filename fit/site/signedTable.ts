import {createPublicKey, type KeyObject} from "node:crypto";
import schema from "../../data/schema/site-table.json" with {type: "json"};
import {
  attest,
  attestationFaults,
  type Envelope,
  keyId,
  publicPem
} from "../../publish/release/attestation.js";
import {sha256} from "../../publish/release/sha256.js";
import {parseJson} from "../spec/parseJson.js";
import {validator} from "../spec/validate.js";
import type {SiteTable} from "./siteTable.js";

/** The file that a site sends: the table, its hash, and the site's signature over that. */
export interface SignedTable {
  table: SiteTable;
  /** SHA-256 of the table as compact JSON. */
  sha256: string;
  /** The site's public key in PEM. */
  key: string;
  attestation: Envelope;
}

/** Signs a table by a site's private key; the same bytes for the same table and key. */
export function signTable(table: SiteTable, key: KeyObject): SignedTable {
  const hash = hashOf(table);
  const {site, policy, smallCells} = table;
  const statement = {
    _type: "https://in-toto.io/Statement/v1",
    subject: [{name: "table", digest: {sha256: hash}}],
    predicateType: "urn:harmonic:site-table:1",
    predicate: {site, policy, smallCells: smallCells.choice}
  };
  return {table, sha256: hash, key: publicPem(key), attestation: attest(statement, key)};
}

/**
 * A table that a site sent, from the text of its file.
 * @param file its name, for errors.
 * @param trusted the site's public key in PEM, where it is known from elsewhere.
 * @throws SyntaxError when it is not JSON, RangeError with one line when it does not keep to its schema, when
 *   its hash or its signature does not hold, when its sums do not fit its cells, or it is signed by another key.
 */
export function readSignedTable(file: string, text: string, trusted?: (site: string) => string): SignedTable {
  const signed = validator<SignedTable>(file, schema)(parseJson(file, text));
  const {table, key, attestation} = signed;
  if (hashOf(table) !== signed.sha256)
    throw new RangeError(
      `sha256 must be ${hashOf(table)}, that of the table; got ${signed.sha256} in ${file}`
    );
  const [fault] = faultsOf(attestation, signed.sha256, key);
  if (fault) throw new RangeError(`${fault} in ${file}`);
  checkSizes(file, table);
  if (trusted) {
    const known = keyId(createPublicKey(trusted(table.site)));
    if (keyId(createPublicKey(key)) !== known)
      throw new RangeError(
        `key of ${table.site} must be ${known}, the one that is known; got ${keyId(createPublicKey(key))} in ${file}`
      );
  }
  return signed;
}

function faultsOf(attestation: Envelope, hash: string, key: string): string[] {
  if (attestation.signatures.length === 0) return ["attestation must be signed; got no signature"];
  try {
    return attestationFaults(attestation, hash, key);
  } catch {
    return ["attestation must be a statement with a public key; got what cannot be read"];
  }
}

/** As it stands in the file, whatever white space is between. */
function hashOf(table: SiteTable): string {
  return sha256(JSON.stringify(table));
}

/** That every cell has a class of each key, every row its sums, and every group its cases. */
function checkSizes(file: string, {keys, cells, row, rows, group, cases}: SiteTable): void {
  const fail = (name: string, condition: string, got: unknown): never => {
    throw new RangeError(`${name} must be ${condition}; got ${got} in ${file}`);
  };
  const size = row?.length ?? rows.personDays.length;
  for (const [name, {labels}] of Object.entries(keys)) {
    const codes = cells[name];
    if (codes?.length !== size)
      fail(`cells.${name}`, `one class a cell, ${size} in all`, codes?.length ?? "none");
    const wrong = codes.find((code) => code >= labels.length);
    if (wrong !== undefined) fail(`cells.${name}`, `one of ${labels.length} classes`, wrong);
  }
  const numbered = (name: string, of: number[] | undefined, parts: number) => {
    if (of && (Math.max(-1, ...new Set(of)) !== parts - 1 || new Set(of).size !== parts))
      fail(name, `numbers from 0 to ${parts - 1}, each of them`, Math.max(-1, ...new Set(of)));
  };
  numbered("row", row, rows.personDays.length);
  numbered("group", group, cases.length);
  for (const [name, column] of Object.entries(rows))
    if (column.length !== rows.personDays.length)
      fail(`rows.${name}`, `one figure a row, ${rows.personDays.length} in all`, column.length);
  if ((group?.length ?? cases.length) !== rows.personDays.length)
    fail("group", `one number a row, ${rows.personDays.length} in all`, group?.length ?? cases.length);
  const timeless = rows.personDays.findIndex((days) => !(days > 0));
  if (timeless >= 0) fail("rows.personDays", "> 0", rows.personDays[timeless]);
}
