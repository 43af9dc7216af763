/** The parts of the gate, in the order in which the verdict tells of them. */
export const gateParts = ["scan", "attack", "curves", "models", "releases", "approval"] as const;
export type GatePart = (typeof gateParts)[number];

/** Something that must not be published, and where; it never repeats what was found. */
export interface GateFinding {
  part: GatePart;
  /** A file of the site, or a report and its item. */
  where: string;
  what: string;
}
