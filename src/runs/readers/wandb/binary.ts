import { PbfReader } from 'pbf';
import { eachWandbRecord } from '../../formats/wandb-log';
import { noMoment } from '../../moment';
import type { Reader, RunFile, RunSink } from '../../reader';
import { createTextLog } from '../../text-log/text-log';
import { systemSample } from './files';

/** Numbers of the fields of W&B's `Record` (wandb_internal.proto). */
const FIELD = { history: 2, summary: 3, output: 4, config: 5, stats: 7, outputRaw: 13, run: 17, exit: 18 } as const;

interface Item {
  readonly key: string;
  readonly json: string;
}

/** W&B's transaction log `run-ID.wandb`: history, configuration, system samples, output and how the run ended. */
export const wandbBinary: Reader = {
  name: 'wandb',
  about: 'W&B run-ID.wandb: the transaction log of a run, also of offline ones',
  detect: ({ name, head }) =>
    name.endsWith('.wandb') ? (Buffer.from(head.subarray(0, 4)).equals(Buffer.from(':W&B')) ? 0.99 : 0.7) : 0,
  async read(file, sink) {
    const found = await readRecords(file, sink);
    if (found.history > 0 || found.output === 0) return;
    // A run that logged nothing to W&B but printed its metrics: they are in the captured output.
    await readOutput(file, sink);
  },
};

interface Found {
  history: number;
  output: number;
}

async function readRecords(file: RunFile, sink: RunSink): Promise<Found> {
  const moment = noMoment();
  const found: Found = { history: 0, output: 0 };
  let records = 0;
  let damaged = 0;
  let ended = false;
  /** Errors not given yet: W&B writes the row that was open when the program died behind its last words. */
  let held: (() => void)[] = [];
  let rowsSince = 0;
  const giveHeld = (): void => {
    for (const give of held) give();
    held = [];
  };
  const output = createOutput(sink, {
    metrics: false,
    onError(give) {
      if (held.length === 0) rowsSince = 0;
      held.push(give);
    },
  });

  function history(items: readonly Item[]): void {
    found.history += 1;
    rowsSince += 1;
    if (rowsSince > 1) giveHeld();
    moment.step = numberOf(items, '_step');
    moment.epoch = numberOf(items, 'epoch');
    moment.time = numberOf(items, '_timestamp');
    for (const { key, json } of items) {
      if (key.startsWith('_') || key === 'epoch') continue;
      const value = parseNumber(json);
      if (value !== undefined) sink.series(key).add(value, moment);
    }
  }

  function config(items: readonly Item[]): void {
    for (const { key, json } of items)
      if (!key.startsWith('_wandb')) flatten(key, json, (name, value) => sink.config(name, value));
  }

  function field(tag: number, _: undefined, pbf: PbfReader): void {
    if (tag === FIELD.history) history(readItems(pbf, 1));
    else if (tag === FIELD.config) config(readItems(pbf, 1));
    else if (tag === FIELD.run) {
      pbf.readMessage((inner, __: undefined, message) => {
        if (inner === 4) config(readItems(message, 1));
      }, undefined);
    } else if (tag === FIELD.stats) {
      for (const { key, json } of readItems(pbf, 3)) {
        const value = parseNumber(json);
        const sample = value === undefined ? undefined : systemSample(key, value);
        if (sample !== undefined) sink.gpu(sample);
      }
    } else if (tag === FIELD.output || tag === FIELD.outputRaw) {
      found.output += 1;
      output.push(readOutputText(pbf));
    } else if (tag === FIELD.exit) {
      ended = true;
      const code = pbf.readMessage(
        (inner, result: { code: number }, message) => void (inner === 1 && (result.code = message.readVarint(true))),
        { code: 0 },
      ).code;
      if (code === 0) sink.finished('W&B recorded exit code 0');
      else sink.died(`W&B recorded exit code ${code}`);
    }
  }

  await eachWandbRecord(file, {
    record(bytes, start, end, number) {
      records += 1;
      moment.record = number;
      output.at(number);
      const pbf = new PbfReader(bytes);
      pbf.pos = start;
      try {
        pbf.readFields(field, undefined, end);
      } catch {
        sink.problem(`record ${number}: not a W&B record`);
      }
    },
    problem(message, number) {
      damaged += 1;
      if (damaged <= 5) sink.problem(`record ${number}: ${message}`);
    },
  });
  output.end();
  // Where nothing but output was logged, that is read again, and its errors with it.
  if (found.history > 0 || found.output === 0) giveHeld();
  if (damaged > 5) sink.problem(`${damaged} records are damaged`);
  if (!ended && records > 0)
    sink.died('the .wandb file has no exit record: the process crashed, was killed, or is still running');
  return found;
}

async function readOutput(file: RunFile, sink: RunSink): Promise<void> {
  const output = createOutput(sink, { metrics: true, onError: (give) => give() });
  await eachWandbRecord(file, {
    record(bytes, start, end, number) {
      output.at(number);
      const pbf = new PbfReader(bytes);
      pbf.pos = start;
      try {
        pbf.readFields(
          (tag, _: undefined, message) =>
            void ((tag === FIELD.output || tag === FIELD.outputRaw) && output.push(readOutputText(message))),
          undefined,
          end,
        );
      } catch {
        // Told already when the records were read the first time.
      }
    },
    problem() {},
  });
  output.end();
}

interface Output {
  /** Number of the record that the next text is in. */
  at(record: number): void;
  push(text: string): void;
  end(): void;
}

interface OutputOptions {
  /** Give the metrics that were printed. */
  readonly metrics: boolean;
  /** Given an error, to pass it on when it is time. */
  readonly onError: (give: () => void) => void;
}

/** Feeds captured output to the reader of text, line by line; places are those of the records. */
function createOutput(sink: RunSink, { metrics, onError }: OutputOptions): Output {
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

function readOutputText(pbf: PbfReader): string {
  return pbf.readMessage((tag, result: { text: string }, message) => void (tag === 3 && (result.text = message.readString())), {
    text: '',
  }).text;
}

/** Items of a message: `key` or `nested_key`, and `value_json`, which is field 16. */
function readItems(pbf: PbfReader, itemField: number): Item[] {
  const items: Item[] = [];
  pbf.readMessage((tag, _: undefined, message) => {
    if (tag !== itemField) return;
    const item = message.readMessage(
      (inner, result: { key: string; nested: string[]; json: string }, part) => {
        if (inner === 1) result.key = part.readString();
        else if (inner === 2 && itemField === 1) result.nested.push(part.readString());
        else if (inner === 16) result.json = part.readString();
      },
      { key: '', nested: [], json: '' },
    );
    items.push({ key: item.key === '' ? item.nested.join('.') : item.key, json: item.json });
  }, undefined);
  return items;
}

function numberOf(items: readonly Item[], key: string): number {
  const item = items.find((other) => other.key === key);
  return item === undefined ? Number.NaN : (parseNumber(item.json) ?? Number.NaN);
}

const WORDS: ReadonlyMap<string, number> = new Map([
  ['NaN', Number.NaN],
  ['"NaN"', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['"Infinity"', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
  ['"-Infinity"', Number.NEGATIVE_INFINITY],
]);

function parseNumber(json: string): number | undefined {
  return /^-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?$/.test(json) ? Number(json) : WORDS.get(json);
}

const DEPTH = 10;

function flatten(key: string, json: string, give: (key: string, value: string | number | boolean | null) => void): void {
  let parsed: unknown;
  try {
    parsed = JSON.parse(json);
  } catch {
    return;
  }
  const walk = (name: string, value: unknown, depth: number): void => {
    if (depth > DEPTH) return;
    if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') give(name, value);
    else if (Array.isArray(value)) value.forEach((item, index) => void walk(`${name}[${index}]`, item, depth + 1));
    else if (typeof value === 'object')
      for (const [inner, item] of Object.entries(value)) walk(`${name}.${inner}`, item, depth + 1);
  };
  walk(key, parsed, 0);
}
