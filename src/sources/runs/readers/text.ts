import { withoutControls } from '../bytes';
import { eachLine } from '../lines';
import { noMoment } from '../moment';
import { isBystander, isMeasure } from '../name';
import type { Candidate, Reader, RunSink } from '../reader';
import { createTroubleWatch } from '../text-errors';
import { type Pair, type Reading, readLine } from '../text-pairs';

const NAMES = 300;
const SETTINGS = 300;
const DIGIT = /\d|nan|inf/i;
const STAMP = /^\s*\[?(\d{4})[-/](\d\d)[-/](\d\d)[ T](\d\d):(\d\d):(\d\d)(?:[.,](\d{1,6}))?\]?/;
const SHORT_STAMP = /^\s*\[\d\d:\d\d:\d\d\]/;
const FINISHED =
  /\b(?:training (?:is |has )?(?:complete[d]?|finished|done)|finished training|training run (?:complete|finished))\b|\bepochs completed in\b|'train_runtime':/i;
const SETTING = /^\s*([A-Za-z][\w \-./()]{1,40}?)\s*[:=]\s*(\S.{0,120}?)\s*$/;

/** Plain text of any script: `key: value`, `key=value`, dictionaries, progress bars, the closing summary of W&B, errors. */
export const textLog: Reader = {
  name: 'text',
  about: 'Text logs and captured output of training scripts',
  detect,
  async read(file, sink) {
    const log = createTextLog(sink);
    await eachLine(file, (bytes, start, end, number) => log.line(bytes.toString('utf8', start, end), number), {
      onCut: (line) => sink.problem('the line is too long and was cut off', { line, column: 1 }),
      onUnended: (line) => log.unended(line),
    });
    log.end();
  },
};

function detect(candidate: Candidate): number {
  const { name, text } = candidate;
  if (!/\.(?:log|txt|out|err|stdout|stderr)$|^(?:log|nohup|stdout|stderr|output)$|\.(?:out|log|o|e)\.?\d+$/i.test(name)) return 0;
  if (text.includes('\u0000')) return 0;
  let dated = 0;
  let measured = 0;
  let trouble = 0;
  for (const line of text.split(/[\r\n]+/, 400)) {
    if (/Traceback \(most|CUDA out of memory|CANCELLED AT/.test(line)) trouble += 1;
    if (!DIGIT.test(line) || line.length > 2000) continue;
    const reading = readLine(line);
    if (!reading.pairs.some(({ meaning }) => isMeasure(meaning))) continue;
    measured += 1;
    if (!Number.isNaN(reading.step) || !Number.isNaN(reading.epoch)) dated += 1;
  }
  const isLog = !name.endsWith('.txt') || /log|train|output/i.test(name);
  if (dated >= 2) return isLog ? 0.75 : 0.6;
  if (measured > 0 && isLog) return 0.55;
  if (!isLog) return 0;
  return trouble > 0 || /train|slurm|nohup|output/i.test(name) ? 0.45 : 0.3;
}

export interface TextLog {
  line(raw: string, number: number): void;
  unended(number: number): void;
  end(): void;
}

/** Reads a log line by line; for files and for output that other formats carry along. */
export function createTextLog(sink: RunSink): TextLog {
  const moment = noMoment();
  const watch = createTroubleWatch(sink);
  const names = new Map<string, boolean>();
  let epoch = Number.NaN;
  let epochs = Number.NaN;
  let step = Number.NaN;
  let steps = Number.NaN;
  let lastBar = '';
  let bars = 0;
  let lastBarStep = Number.NaN;
  let inSummary = false;
  let measured = false;
  let settings = 0;
  let unendedLine = -1;
  let explicitEpochs = false;
  /** What the COCO evaluation that is printed next is about: `IoU metric: bbox`. */
  let annotationKind: string | undefined;

  function line(raw: string, number: number): void {
    const text = withoutControls(raw);
    // A scheduler writes into the middle of a progress bar's line, whose values still count.
    const scheduler = text.indexOf('slurmstepd:');
    if (scheduler > 0) {
      line(text.slice(0, scheduler), number);
      watch.line(text.slice(scheduler), number, scheduler);
      return;
    }
    if (watch.line(text, number)) return;
    if (text.startsWith('wandb:')) {
      wandbLine(text, number);
      return;
    }
    if (/^(?:<{7}|>{7}) |^={7}$/.test(text)) sink.problem('a merge conflict was left in the file', { line: number, column: 1 });
    if (text.startsWith('IoU metric: ')) annotationKind = text.slice(12).trim();
    if (FINISHED.test(text)) sink.finished(text.trim().slice(0, 200), { line: number, column: 1 });
    if (!DIGIT.test(text)) return;
    const stamp = stampOf(text);
    const body = text.slice(stamp.length);
    const reading = readLine(body);
    place(reading);
    if (!reading.pairs.some(({ meaning }) => isMeasure(meaning))) {
      if (!measured) setting(body, stamp.length, number);
      return;
    }
    if (reading.isBar && repeats(reading)) return;
    measured = true;
    moment.time = stamp.time;
    moment.line = number;
    const shift = stamp.length + 1 + (raw.length === text.length ? 0 : raw.indexOf(body.trim().slice(0, 8)));
    for (const pair of reading.pairs) add(pair, reading, raw.length === text.length ? shift + pair.offset : 1, number, body);
  }

  /** Takes over the epoch and step that the line names; a bar that begins anew after it was full is the next epoch. */
  function place(reading: Reading): void {
    if (!Number.isNaN(reading.epoch)) {
      if (reading.epoch !== epoch) {
        step = Number.NaN;
        steps = Number.NaN;
      }
      epoch = reading.epoch;
      explicitEpochs = true;
      if (!Number.isNaN(reading.epochs)) epochs = reading.epochs;
    }
    if (Number.isNaN(reading.step)) return;
    if (reading.isBar && !explicitEpochs) {
      if (reading.step < lastBarStep && lastBarStep >= 0.95 * steps) bars += 1;
      lastBarStep = reading.step;
    }
    step = reading.step;
    if (!Number.isNaN(reading.steps)) steps = reading.steps;
  }

  /** A progress bar is drawn again and again with the same values. */
  function repeats(reading: Reading): boolean {
    const drawn = reading.pairs.map(({ name, value }) => `${name}=${value}`).join();
    const same = drawn === lastBar;
    lastBar = drawn;
    return same;
  }

  function add(pair: Pair, reading: Reading, column: number, number: number, body: string): void {
    if (unendedLine === number && pair.end >= body.trimEnd().length) {
      sink.problem('the last line has no end: its last value may be cut short', { line: number, column });
    }
    const { metric } = pair.meaning;
    if (metric === 'time' || metric === 'throughput') return;
    const seen = names.get(pair.name);
    if (seen === false) return;
    if (seen === undefined) {
      if (names.size >= NAMES) return;
      const isSeries = pair.meaning.metric !== undefined || !isBystander(pair.name);
      names.set(pair.name, isSeries);
      if (!isSeries) return;
    }
    moment.epoch = explicitEpochs ? epoch : bars > 0 ? bars : Number.NaN;
    moment.step = step;
    moment.column = column;
    // Hugging Face prints the totals of the whole run as its last record.
    if (body.includes('train_runtime')) {
      const total = pair.name === 'train_loss' ? { component: 'run mean' } : {};
      sink.series(pair.name, { kind: 'summary', known: { ...pair.meaning, ...total } }).add(pair.value, moment);
      return;
    }
    const annotations = annotationKind !== undefined && pair.name.startsWith('Average ') ? { group: annotationKind } : {};
    const known = {
      ...annotations,
      ...pair.meaning,
      ...(pair.meaning.split === undefined && reading.split !== undefined ? { split: reading.split } : {}),
    };
    const scale = pair.written === 'percent' ? '0-100' : pair.written === 'fraction' ? '0-1' : undefined;
    sink
      .series(pair.name, { known, ...(scale === undefined || known.better !== 'higher' ? {} : { scale }) })
      .add(pair.value, moment);
  }

  /** `wandb: Run summary:` and the values below it. */
  function wandbLine(text: string, number: number): void {
    if (text.includes('Run summary:')) {
      inSummary = true;
      sink.finished('W&B closed the run', { line: number, column: 1 });
      return;
    }
    const found = /^wandb:\s+(\S.*?)\s+([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|nan|NaN|-?inf(?:inity)?)\s*$/i.exec(text);
    if (!inSummary || found === null) {
      inSummary = inSummary && found !== null;
      return;
    }
    moment.line = number;
    moment.column = text.lastIndexOf(found[2]!) + 1;
    moment.epoch = Number.NaN;
    moment.step = Number.NaN;
    moment.time = Number.NaN;
    sink.series(found[1]!, { kind: 'summary' }).add(/nan/i.test(found[2]!) ? Number.NaN : Number(found[2]), moment);
  }

  function setting(body: string, shift: number, number: number): void {
    if (settings >= SETTINGS || body.length > 200) return;
    const found = SETTING.exec(body);
    if (found === null || found[1]!.split(' ').length > 4) return;
    settings += 1;
    const value = Number(found[2]);
    sink.config(found[1]!, Number.isNaN(value) ? found[2]! : value, {
      line: number,
      column: shift + body.indexOf(found[1]!) + 1,
    });
  }

  function end(): void {
    watch.end();
    if (explicitEpochs) {
      if (!Number.isNaN(epochs)) sink.planned({ epochs });
    } else if (!Number.isNaN(steps) && bars === 0) sink.planned({ steps });
  }

  return { line, unended: (number) => void (unendedLine = number), end };
}

function stampOf(text: string): { length: number; time: number } {
  const found = STAMP.exec(text);
  if (found === null) return { length: SHORT_STAMP.exec(text)?.[0].length ?? 0, time: Number.NaN };
  const [whole, year, month, day, hour, minute, second, fraction] = found;
  const time = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second)) / 1000;
  return { length: whole.length, time: fraction === undefined ? time : time + Number(`0.${fraction}`) };
}
