import {battery} from "./battery.js";

/** SHA-256 of the bits of each part of the battery, as this engine computes it. NaN counts as one number. */
export async function hashes(): Promise<Record<string, string>> {
  const result: Record<string, string> = {};
  for (const [name, compute] of Object.entries(battery)) {
    const values = compute();
    // The bits of NaN are the engine's own affair: the language does not let a program see a difference.
    for (let i = 0; i < values.length; ++i) if (Number.isNaN(values[i])) values[i] = Number.NaN;
    const digest = await crypto.subtle.digest("SHA-256", values.buffer as ArrayBuffer);
    result[name] = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
  }
  return result;
}
