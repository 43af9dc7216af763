import {generateKeyPairSync, verify} from "node:crypto";
import {expect, test} from "vitest";
import {
  attest,
  attestationFaults,
  type Envelope,
  publicPem,
  releaseStatement
} from "../../../publish/release/attestation.js";

const {privateKey, publicKey} = generateKeyPairSync("ed25519");
const manifest = "a".repeat(64);
const signed = attest(releaseStatement(manifest, {note: "test"}), privateKey);
const pem = publicPem(privateKey);

test("attest signs DSSE's pre-authentication encoding by Ed25519 (by hand)", () => {
  const payload = Buffer.from(signed.payload, "base64");
  expect(JSON.parse(payload.toString("utf8"))).toEqual({
    _type: "https://in-toto.io/Statement/v1",
    subject: [{name: "MANIFEST.sha256", digest: {sha256: manifest}}],
    predicateType: "https://slsa.dev/provenance/v1",
    predicate: {note: "test"}
  });
  const bytes = Buffer.from(`DSSEv1 28 application/vnd.in-toto+json ${payload.length} ${payload}`);
  expect(verify(null, bytes, publicKey, Buffer.from(signed.signatures[0].sig, "base64"))).toBe(true);
  expect(attestationFaults(signed, manifest, pem)).toEqual([]);
});

const touched: [string, Envelope, string, RegExp][] = [
  [
    "payload",
    {...signed, payload: attest(releaseStatement(manifest, {note: "other"}), null).payload},
    manifest,
    /^signature must hold/
  ],
  ["manifest", signed, "b".repeat(64), /^attestation must be of manifest b{64}; got a{64}$/],
  ["type", {...signed, payloadType: "text/plain"}, manifest, /^payloadType must be/],
  ["missing signature", {...signed, signatures: []}, manifest, /^attestation must be signed/],
  [
    "other key",
    attest(releaseStatement(manifest, {note: "test"}), generateKeyPairSync("ed25519").privateKey),
    manifest,
    /^signature must be by key/
  ]
];

for (const [what, envelope, hash, fault] of touched) {
  test(`attestationFaults tells of a touched ${what} (by hand)`, () => {
    expect(attestationFaults(envelope, hash, pem)).toContainEqual(expect.stringMatching(fault));
  });
}

test("attest without a key gives an envelope that says it is unsigned (by hand)", () => {
  const unsigned = attest(releaseStatement(manifest, {}), null);
  expect(unsigned.signatures).toEqual([]);
  expect(attestationFaults(unsigned, manifest, null)).toEqual([]);
});
