/** A fit that stopped without reaching its tolerance. Says how far it came. */
export class ConvergenceError extends Error {
  override readonly name = "ConvergenceError";
  constructor(
    message: string,
    readonly iterations: number,
    readonly deviance: number,
    readonly step: number
  ) {
    super(message);
  }
}
