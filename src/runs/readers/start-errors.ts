import type { RunErrorKind } from '../model/run';
import type { At, Candidate, RunSink, SeriesSink } from '../reader';
import table from '../tables/start-errors.yaml';

/** What `src/runs/tables/start-errors.yaml` says, compiled. */
interface StartErrors {
  readonly errors: readonly { readonly kind: RunErrorKind; readonly match: RegExp }[];
  readonly logs: { readonly path: RegExp; readonly beside: readonly string[] };
}

let compiled: StartErrors | undefined;

function startErrors(): StartErrors {
  if (compiled === undefined) {
    const { errors, logs } = table as {
      readonly errors: readonly { readonly kind: RunErrorKind; readonly match: string }[];
      readonly logs: { readonly path: string; readonly beside: readonly string[] };
    };
    compiled = {
      errors: errors.map(({ kind, match }) => ({ kind, match: new RegExp(match) })),
      logs: { path: new RegExp(logs.path), beside: logs.beside },
    };
  }
  return compiled;
}

/** An error is why nothing ran only where little comes after it. Lines that aren't blank. */
const LAST_LINES = 25;
/** The same for an error that a script may go on after. */
const LAST_HINTS = 8;
/** Characters of a line. Those of a container engine are long. */
const LONGEST = 2000;
/** A time, and the name that Docker Compose puts before a line. */
const PREFIX =
  /^(?:\[?\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?\]?\s{1,4})?(?:[\w.-]{1,60} {0,20}\| )?/;

interface Line {
  readonly text: string;
  readonly number: number;
}

interface Found {
  readonly kind: RunErrorKind;
  readonly message: string;
  readonly at: At;
}

function errorIn({ text, number }: Line): Found | undefined {
  const prefix = PREFIX.exec(text)![0].length;
  const message = text.slice(prefix).trimEnd();
  // What is indented belongs to the line above it.
  if (message === '' || /^\s/.test(message)) return undefined;
  const found = startErrors().errors.find(({ match }) => match.test(message));
  return found && { kind: found.kind, message, at: { line: number, column: prefix + 1 } };
}

/** The error that these last lines of a log show: the first that nothing runs after, else the first that a script may survive. */
function causeIn(lines: readonly Line[]): Found | undefined {
  const found = lines.map(errorIn);
  return (
    found.find((error) => error?.kind.startsWith('hint/') === false) ??
    found.slice(-LAST_HINTS).find((error) => error !== undefined && (error.kind !== 'hint/exception' || error === found.at(-1)))
  );
}

/** Whether a text is the log of a run that did not start: by its path or what is beside it, and an error at its end. */
export function isFailedStart({ path, text, siblings, size, head }: Candidate): boolean {
  const { path: place, beside } = startErrors().logs;
  const isLogPlace = place.test(path) || beside.some((name) => siblings.includes(name));
  if (!isLogPlace || size > head.length) return false;
  const lines = text.split(/\r\n|\r|\n/).filter((line) => line.trim() !== '');
  return causeIn(lines.slice(-LAST_LINES).map((line) => ({ text: line.slice(0, LONGEST), number: 0 }))) !== undefined;
}

const nowhere: SeriesSink = { add() {} };

const isStartError = (line: Line | undefined): boolean => line !== undefined && errorIn(line)?.kind.startsWith('start/') === true;

/** Watches a text log for the error that kept the run from starting. A log with a metric has none. */
export interface StartWatch {
  /** For the reader of the text: passes on what it finds. */
  readonly sink: RunSink;
  line(bytes: Buffer, start: number, end: number, number: number): void;
  /** The run started: no other line matters. */
  readonly isOver: boolean;
  end(): void;
}

export function createStartWatch(sink: RunSink): StartWatch {
  /** The run started: it logged a metric, or died of another error. */
  let started = false;
  let lines: Line[] = [];
  let held: { readonly line: number | undefined; readonly report: () => void }[] = [];

  function begin(): void {
    if (started) return;
    started = true;
    for (const { report } of held) report();
    held = [];
    lines = [];
  }

  return {
    sink: {
      ...sink,
      series(name, options) {
        // The number in `device error: 4` isn't a metric.
        if (!started && isStartError(lines.at(-1))) return nowhere;
        begin();
        return sink.series(name, options);
      },
      error(kind, message, at, messageAt) {
        const report = (): void => sink.error(kind, message, at, messageAt);
        if (kind === 'error' && !started) held.push({ line: at?.line, report });
        else {
          begin();
          report();
        }
      },
    },
    line(bytes, start, end, number) {
      if (started || end === start) return;
      const text = bytes.toString('utf8', start, Math.min(end, start + LONGEST));
      if (text.trim() === '') return;
      lines.push({ text, number });
      if (lines.length >= 2 * LAST_LINES) lines = lines.slice(-LAST_LINES);
    },
    get isOver() {
      return started;
    },
    end() {
      if (started) return;
      const cause = causeIn(lines.slice(-LAST_LINES));
      for (const { line, report } of held) if (line === undefined || line !== cause?.at.line) report();
      if (cause !== undefined) sink.error(cause.kind, cause.message, cause.at);
    },
  };
}
