import type {Columns} from "./columns.js";

/** A program that does the same work: an R script of bench/peers, and what its column is called. */
export interface Peer {
  /** Package and function, as they are cited: "survival::coxph". */
  name: string;
  /** File in bench/peers; it reads the same columns and prints what `measure` prints. */
  script: string;
  /** Above this size it takes hours or all memory; it is left out and the table says so. */
  largest?: number;
  /** From this size on it takes a minute or more, and is run where `--slow` asks for it. */
  slowFrom?: number;
  /** Digits to which its numbers must agree with ours, where it stops sooner than the others. */
  digits?: number;
}

/** One row of the speed table: work that we and others do on the same data. */
export interface Task {
  /** As it is asked for: `npm run bench kaplan-meier`. */
  name: string;
  /** What is done, in words, for the table. */
  title: string;
  /** Sizes n at which it is measured. */
  sizes: readonly number[];
  /** The data of a size, the same each time. */
  generate(size: number): Columns;
  /**
   * Prepares nothing: returns the work, which starts from columns as they were read. Its numbers must agree
   * with those of each peer, in order, as many as both have.
   */
  work(columns: Columns): () => number[];
  /** Digits to which the numbers must agree; fewer end the benchmark with an error. */
  digits: number;
  peers: readonly Peer[];
}
