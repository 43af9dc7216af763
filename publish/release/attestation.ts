import {createPrivateKey, createPublicKey, type KeyObject, sign, verify} from "node:crypto";
import {readFileSync} from "node:fs";
import {sha256} from "./sha256.js";

/** A DSSE envelope: a statement, and who signed it. Without a key it bears no signature. */
export interface Envelope {
  payloadType: string;
  payload: string;
  signatures: {keyid: string; sig: string}[];
}

const payloadType = "application/vnd.in-toto+json";

/** The environment variable that names the file of the private key, Ed25519 in PEM. */
export const signingVariable = "HARMONIC_SIGNING_KEY";

/**
 * The private key that the environment names; `null` where it names none.
 * @throws RangeError as `privateKey`.
 */
export function signingKey(environment: NodeJS.ProcessEnv = process.env): KeyObject | null {
  const file = environment[signingVariable];
  return file ? privateKey(file, signingVariable) : null;
}

/**
 * The private key in a file.
 * @param name what names the file, for errors.
 * @throws RangeError when the file cannot be read or holds no Ed25519 key; the key is never in the message.
 */
export function privateKey(file: string, name: string): KeyObject {
  let key: KeyObject;
  try {
    key = createPrivateKey(readFileSync(file));
  } catch {
    throw new RangeError(`${name} must name a file with a private key in PEM; got ${file}`);
  }
  if (key.asymmetricKeyType !== "ed25519")
    throw new RangeError(`${name} must name an Ed25519 key; got ${key.asymmetricKeyType}`);
  return key;
}

/** The public half of a key in PEM, to be published with the release. */
export function publicPem(key: KeyObject): string {
  return createPublicKey(key).export({type: "spki", format: "pem"}).toString();
}

/** SHA-256 of the public key's DER bytes: which key signed. */
export function keyId(key: KeyObject): string {
  const open = key.type === "private" ? createPublicKey(key) : key;
  return sha256(open.export({type: "spki", format: "der"}));
}

/** A statement in an envelope, signed by Ed25519 over DSSE's pre-authentication encoding where there is a key. */
export function attest(statement: unknown, key: KeyObject | null): Envelope {
  const payload = Buffer.from(JSON.stringify(statement), "utf8");
  const signatures = key
    ? [{keyid: keyId(key), sig: sign(null, encoding(payload), key).toString("base64")}]
    : [];
  return {payloadType, payload: payload.toString("base64"), signatures};
}

/** An in-toto statement that a release of this manifest was made as the predicate says. */
export function releaseStatement(manifestHash: string, predicate: unknown) {
  return {
    _type: "https://in-toto.io/Statement/v1",
    subject: [{name: "MANIFEST.sha256", digest: {sha256: manifestHash}}],
    predicateType: "https://slsa.dev/provenance/v1",
    predicate
  };
}

/**
 * What is wrong with an attestation of a manifest: another manifest, a signature that does not hold, a key
 * that is not the published one. Empty where nothing is; an envelope without signatures is unsigned, not wrong.
 */
export function attestationFaults(
  {payload, payloadType: type, signatures}: Envelope,
  manifestHash: string,
  pem: string | null
): string[] {
  const bytes = Buffer.from(payload, "base64");
  const faults: string[] = [];
  if (type !== payloadType) faults.push(`payloadType must be ${payloadType}; got ${type}`);
  const subject = (JSON.parse(bytes.toString("utf8")) as {subject?: {digest?: {sha256?: string}}[]}).subject;
  if (subject?.[0]?.digest?.sha256 !== manifestHash)
    faults.push(`attestation must be of manifest ${manifestHash}; got ${subject?.[0]?.digest?.sha256}`);
  if (signatures.length > 0 && pem === null) faults.push("signature must have its public key; got none");
  if (pem === null) return faults;
  if (signatures.length === 0)
    faults.push("attestation must be signed, for a key is published; got no signature");
  const key = createPublicKey(pem);
  for (const {keyid, sig} of signatures) {
    if (keyid !== keyId(key)) faults.push(`signature must be by key ${keyId(key)}; got ${keyid}`);
    if (!verify(null, encoding(bytes), key, Buffer.from(sig, "base64")))
      faults.push("signature must hold for the attestation; got one that does not");
  }
  return faults;
}

/** DSSE's pre-authentication encoding. */
function encoding(payload: Uint8Array): Buffer {
  const head = `DSSEv1 ${Buffer.byteLength(payloadType)} ${payloadType} ${payload.length} `;
  return Buffer.concat([Buffer.from(head, "utf8"), payload]);
}
