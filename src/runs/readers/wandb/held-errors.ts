/**
 * Holds errors back until the row after the next one: W&B writes the row that was open when the program died after the program's last
 * output, and that row must not look as if the run continued.
 */
export interface HeldErrors {
  hold(report: () => void): void;
  /** A row of history begins. */
  row(): void;
  release(): void;
}

export function createHeldErrors(): HeldErrors {
  let held: (() => void)[] = [];
  let rowsSince = 0;
  const release = (): void => {
    for (const report of held) report();
    held = [];
  };
  return {
    hold(report) {
      if (held.length === 0) rowsSince = 0;
      held.push(report);
    },
    row() {
      rowsSince += 1;
      if (rowsSince > 1) release();
    },
    release,
  };
}
