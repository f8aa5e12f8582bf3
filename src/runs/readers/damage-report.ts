import type { RunSink } from '../reader';

/** Damaged records that are reported one by one; the rest are only counted. */
const MOST = 5;

/** Reports the damaged records of a binary file. */
export interface DamageReport {
  record(message: string, number: number): void;
  end(): void;
}

export function damageReport(sink: RunSink): DamageReport {
  let damaged = 0;
  return {
    record(message, number) {
      damaged += 1;
      if (damaged <= MOST) sink.problem(`record ${number}: ${message}`);
    },
    end() {
      if (damaged > MOST) sink.problem(`${damaged} records are damaged`);
    },
  };
}
