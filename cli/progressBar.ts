import {Presets, SingleBar} from "cli-progress";

/** Draws `done` of `total` with the time left on a terminal; in a log, one line for each new stage. */
export interface ProgressBar {
  update(done: number, total: number, what: string): void;
  stop(): void;
}

/** A progress bar on standard error, so that what a command prints can be piped on. */
export function progressBar(label: string): ProgressBar {
  if (!process.stderr.isTTY) {
    const told = new Set<string>();
    return {
      update(done, total, what) {
        const stage = what.split(":")[0];
        if (!told.has(stage)) process.stderr.write(`${label} ${done}/${total} ${stage}\n`);
        told.add(stage);
      },
      stop() {}
    };
  }
  const bar = new SingleBar(
    {
      format: `${label} {bar} {value}/{total} · {eta_formatted} left · {what}`,
      stream: process.stderr,
      hideCursor: true,
      clearOnComplete: true,
      etaBuffer: 20
    },
    Presets.shades_classic
  );
  let started = false;
  return {
    update(done, total, what) {
      if (!started) bar.start(total, done, {what});
      started = true;
      bar.setTotal(total);
      bar.update(done, {what});
    },
    stop() {
      if (started) bar.stop();
    }
  };
}
