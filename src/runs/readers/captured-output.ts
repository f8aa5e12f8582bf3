import type { RunSink } from '../reader';
import { createTextLog } from '../text-log/text-log';

/** The output of the program, as a tracker captured it. */
export interface CapturedOutput {
  /** Number of the record that the next text is in. */
  at(record: number): void;
  push(text: string): void;
  end(): void;
}

export interface OutputOptions {
  /** Whether to read the metrics that were printed. */
  readonly metrics: boolean;
  /** Gets a function that passes an error on, to call when it is time. */
  readonly onError: (report: () => void) => void;
}

/** Feeds captured output to the reader of text, line by line. Places are those of the records. */
export function createOutput(sink: RunSink, { metrics, onError }: OutputOptions): CapturedOutput {
  let record = 0;
  let line = 1;
  let rest = '';
  const none = { add() {} };
  const log = createTextLog({
    ...sink,
    series(name, options) {
      if (!metrics) return none;
      const series = sink.series(name, options);
      return { add: (value, moment) => series.add(value, { ...moment, line: 0, column: 0, record }) };
    },
    config() {},
    planned() {},
    finished() {},
    problem: (message) => sink.problem(`record ${record}: ${message}`),
    limit: (message) => sink.limit(`record ${record}: ${message}`),
    error(kind, message) {
      onError(() => sink.error(kind, message));
    },
  });
  return {
    at: (number) => void (record = number),
    push(text) {
      const lines = (rest + text).split(/\r\n|\r|\n/);
      rest = lines.pop()!.slice(0, 1 << 16);
      for (const one of lines) log.line(one, line++);
    },
    end() {
      if (rest !== '') log.line(rest, line);
      log.end();
    },
  };
}
