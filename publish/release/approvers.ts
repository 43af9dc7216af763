import {createPublicKey} from "node:crypto";
import {existsSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {Ajv} from "ajv";
import schema from "../../data/schema/approvers.json" with {type: "json"};
import {keyId} from "./attestation.js";

/** A person who may approve a release. */
export interface Approver {
  name: string;
  orcid: string;
  /** Public key, Ed25519 in PEM. */
  key: string;
}

/** Persons whose approvals a release needs. */
export const approvalsNeeded = 2;

/**
 * Who may approve a release, as `data/approvers.json` names them; nobody where there is no such file.
 * @throws RangeError when the file is not as `data/schema/approvers.json` wants it, a key is none, or a person
 *   or a key is named twice.
 */
export function readApprovers(root: string): Approver[] {
  const file = join(root, "data", "approvers.json");
  if (!existsSync(file)) return [];
  const approvers = JSON.parse(readFileSync(file, "utf8")) as Approver[];
  const ajv = new Ajv();
  if (!ajv.validate(schema, approvers)) {
    const {instancePath, message} = ajv.errors![0];
    throw new RangeError(`${instancePath || "approvers"} ${message} in data/approvers.json`);
  }
  const keys = approvers.map(({orcid, key}) => {
    try {
      return keyId(createPublicKey(key));
    } catch {
      throw new RangeError(`key must be a public key in PEM; got none for ${orcid} in data/approvers.json`);
    }
  });
  approvers.forEach(({orcid}, k) => {
    if (approvers.findIndex((other) => other.orcid === orcid) < k || keys.indexOf(keys[k]) < k)
      throw new RangeError(
        `approvers must have an ORCID and a key of their own; got ${orcid} with another's in data/approvers.json`
      );
  });
  return approvers;
}
