import { withoutControls } from '../formats/bytes';
import { readNumber } from '../formats/number';
import type { MetricName } from '../model/run';
import { noMoment } from '../moment';
import { isBystander, isMeasure } from '../names/metric-name';
import { tellOpenMmlab } from '../names/openmmlab';
import type { RunSink, SeriesSink } from '../reader';
import { createTroubleWatch, looksLikeTrouble } from './errors';
import { createSourceWatch } from './printed-source';
import { type Pair, type Reading, readLine, type Stretch } from './read-line';
import { createScan, createShapeMemory, type KnownShape, knownShape, matchShape, scanShape, slotAt } from './shape-scan';
import { createStampReader, type Stamp, stampOf } from './timestamp';
import { createWandbSummary } from './wandb-summary';

const NAMES = 300;
const SETTINGS = 300;
const DIGIT = /\d|nan|inf/i;
const FINISHED =
  /\b(?:training (?:is |has )?(?:complete[d]?|finished|done)|finished training|training run (?:complete|finished))\b|\bepochs completed in\b|'train_runtime':/i;
const TOTALS = /\bSummary: +\w[\w.]* *:/;
const SETTING = /^\s*([A-Za-z][\w \-./()]{1,40}?)\s*[:=]\s*(\S.{0,120}?)\s*$/;
/** What depends on the digits themselves, not on where they stand: such lines have no shape worth remembering. */
const BY_DIGITS = /\d,\d|\d\.\d+:\d|exitcode|maxDets=/;

export interface TextLog {
  /** A line as bytes, without its end. */
  bytes(bytes: Buffer, start: number, end: number, number: number): void;
  /** A line as text. */
  line(text: string, number: number): void;
  /** The line with this number is the last one, and has no end. */
  unended(number: number): void;
  end(): void;
}

/** What all lines of one shape say: where the moment and the values stand among their numbers. -1: nowhere. */
interface Shape {
  readonly epoch: number;
  readonly epochs: number;
  readonly step: number;
  readonly steps: number;
  readonly isBar: boolean;
  /** The line begins with date and time. */
  readonly dated: boolean;
  /** Numbers that are metrics, and the series that take them; undefined: the name is no series. Empty: no line of metrics. */
  readonly slots: readonly number[];
  readonly series: readonly (SeriesSink | undefined)[];
  /** The shape itself, and the one that followed when a line of it came last: logs go in rounds. */
  readonly known: KnownShape;
  next: Shape | undefined;
}

/** Reads a log line by line; for files and for output that other formats carry along. */
export function createTextLog(sink: RunSink): TextLog {
  const moment = noMoment();
  const watch = createTroubleWatch(sink);
  const summary = createWandbSummary(sink);
  const source = createSourceWatch();
  const scan = createScan();
  const shapes = createShapeMemory<Shape>();
  /** The shape of the line before. */
  let last: Shape | undefined;
  const stampAt = createStampReader();
  const names = new Map<string, boolean>();
  /** Names that lines with epoch and step give values of. */
  const stepped = new Set<string>();
  let epoch = Number.NaN;
  let epochs = Number.NaN;
  let step = Number.NaN;
  let steps = Number.NaN;
  let lastBar = '';
  let bars = 0;
  let lastBarStep = Number.NaN;
  let measured = false;
  let settings = 0;
  let unendedLine = -1;
  let explicitEpochs = false;
  /** What the COCO evaluation that is printed next is about: `IoU metric: bbox`. */
  let annotationKind: string | undefined;

  function bytesLine(bytes: Buffer, from: number, end: number, number: number): void {
    let start = from;
    while (start < end && bytes[start] === 0) start += 1;
    if (end === start) {
      if (watch.isOpen()) watch.line('', number);
      return;
    }
    const byShape = number !== unendedLine && !watch.isOpen();
    const expected = last?.next;
    if (byShape && expected !== undefined && matchShape(scan, expected.known, bytes, start, end)) {
      last = expected;
      repeatShape(expected, bytes, start, number);
      return;
    }
    const scanned = byShape && scanShape(scan, bytes, start, end);
    let shape = scanned ? shapes.find(scan) : undefined;
    if (shape !== undefined) repeatShape(shape, bytes, start, number);
    else {
      const { first, second } = scan;
      const text = bytes.toString('utf8', start, end);
      const learned = readText(text, text, number);
      shape = scanned && learned !== undefined ? shapeOf(learned, text, start) : undefined;
      if (shape !== undefined) shapes.learn(first, second, shape);
    }
    if (last !== undefined) last.next = shape;
    last = shape;
  }

  /** Reads the numbers of a line whose shape is known. */
  function repeatShape(shape: Shape, bytes: Buffer, start: number, number: number): void {
    const at = (slot: number): number => (slot < 0 ? Number.NaN : readNumber(bytes, scan.starts[slot]!, scan.ends[slot]!));
    place(at(shape.epoch), at(shape.epochs), at(shape.step), at(shape.steps), shape.isBar);
    const { slots, series } = shape;
    if (slots.length === 0) return;
    if (shape.isBar && repeatsBar(slots.map((slot) => at(slot)))) return;
    moment.time = shape.dated ? stampAt(bytes, start) : Number.NaN;
    moment.line = number;
    moment.epoch = presentEpoch();
    moment.step = step;
    for (let index = 0; index < slots.length; index++) {
      const from = scan.starts[slots[index]!]!;
      moment.column = scan.wide ? bytes.toString('utf8', start, from).length + 1 : from - start + 1;
      series[index]?.add(at(slots[index]!), moment);
    }
  }

  /** What may be remembered of a line that was read the long way; undefined: its numbers are not all free-standing. */
  function shapeOf({ reading, stamp, series }: Learned, text: string, start: number): Shape | undefined {
    if (BY_DIGITS.test(text) || (stamp.length === 0 && /^\s*\[?\d/.test(text) && !reading.isBar)) return undefined;
    const wide = scan.wide;
    /** Byte offset of a character of the line's body. */
    const byteAt = (offset: number): number => {
      const inLine = stamp.length + offset;
      return start + (wide ? Buffer.byteLength(text.slice(0, inLine)) : inLine);
    };
    if (wide && text.includes('\uFFFD')) return undefined;
    const slotOf = (stretch: Stretch | undefined): number | undefined => {
      if (stretch === undefined) return -1;
      const slot = slotAt(scan, byteAt(stretch[0]), byteAt(stretch[1]));
      return slot === -1 ? undefined : slot;
    };
    const when = [reading.at.epoch, reading.at.epochs, reading.at.step, reading.at.steps].map(slotOf);
    const slots =
      series === undefined
        ? []
        : reading.pairs.map((pair) => (pair.written === 'fraction' ? undefined : slotOf([pair.offset, pair.end])));
    if (when.includes(undefined) || slots.includes(undefined)) return undefined;
    const [epochSlot, epochsSlot, stepSlot, stepsSlot] = when as [number, number, number, number];
    return {
      epoch: epochSlot,
      epochs: epochsSlot,
      step: stepSlot,
      steps: stepsSlot,
      isBar: reading.isBar,
      dated: !Number.isNaN(stamp.time),
      slots: slots as number[],
      series: series ?? [],
      known: knownShape(scan),
      next: undefined,
    };
  }

  /** What was learned of a plain line: nothing of it but its numbers told anything. */
  interface Learned {
    readonly reading: Reading;
    readonly stamp: Stamp;
    readonly series?: readonly (SeriesSink | undefined)[];
  }

  function readText(raw: string, given: string, number: number): Learned | undefined {
    const text = withoutControls(given);
    // A scheduler writes into the middle of a progress bar's line, whose values still count.
    const scheduler = text.indexOf('slurmstepd:');
    if (scheduler > 0) {
      readText(raw, text.slice(0, scheduler), number);
      watch.line(text.slice(scheduler), number, scheduler);
      return undefined;
    }
    if (!measured && source.line(text, number)) return undefined;
    if (watch.line(text, number)) return undefined;
    if (text.startsWith('wandb:')) {
      summary.line(text, number);
      return undefined;
    }
    let plain = !looksLikeTrouble(text);
    if (!measured && text.startsWith('MM')) tellOpenMmlab(text, sink);
    if (/^(?:<{7}|>{7}) /.test(text)) sink.problem('a merge conflict was left in the file', { line: number, column: 1 });
    if (text.startsWith('IoU metric: ')) {
      annotationKind = text.slice(12).trim();
      plain = false;
    }
    if (FINISHED.test(text)) {
      sink.finished(text.trim().slice(0, 200), { line: number, column: 1 });
      plain = false;
    }
    if (!DIGIT.test(text)) return undefined;
    const stamp = stampOf(text);
    const body = text.slice(stamp.length);
    const reading = readLine(body);
    place(reading.epoch, reading.epochs, reading.step, reading.steps, reading.isBar);
    if (!reading.pairs.some(({ meaning }) => isMeasure(meaning))) {
      if (!measured) setting(body, stamp.length, number);
      return measured && plain ? { reading, stamp } : undefined;
    }
    const series = reading.pairs.map((pair) => seriesFor(pair, reading, body));
    if (reading.isBar && repeatsBar(reading.pairs.map(({ value }) => value)))
      return plain ? { reading, stamp, series } : undefined;
    measured = true;
    moment.time = stamp.time;
    moment.line = number;
    moment.epoch = presentEpoch();
    moment.step = step;
    for (const [index, pair] of reading.pairs.entries()) {
      moment.column = raw === text ? stamp.length + pair.offset + 1 : columnIn(raw, body, pair);
      if (unendedLine === number && pair.end >= body.trimEnd().length) {
        sink.problem('the last line has no end: its last value may be cut short', { line: number, column: moment.column });
      }
      series[index]?.add(pair.value, moment);
    }
    return plain ? { reading, stamp, series } : undefined;
  }

  const presentEpoch = (): number => (explicitEpochs ? epoch : bars > 0 ? bars : Number.NaN);

  /** Takes over the epoch and step that a line names; a bar that begins anew after it was full is the next epoch. */
  function place(toEpoch: number, toEpochs: number, toStep: number, toSteps: number, isBar: boolean): void {
    if (!Number.isNaN(toEpoch)) {
      if (toEpoch !== epoch) {
        step = Number.NaN;
        steps = Number.NaN;
      }
      epoch = toEpoch;
      explicitEpochs = true;
      if (!Number.isNaN(toEpochs)) epochs = toEpochs;
    }
    if (Number.isNaN(toStep)) return;
    if (isBar && !explicitEpochs) {
      if (toStep < lastBarStep && lastBarStep >= 0.95 * steps) bars += 1;
      lastBarStep = toStep;
    }
    step = toStep;
    if (!Number.isNaN(toSteps)) steps = toSteps;
  }

  /** A progress bar is drawn again and again with the same values. */
  function repeatsBar(values: readonly number[]): boolean {
    const drawn = values.join();
    const same = drawn === lastBar;
    lastBar = drawn;
    return same;
  }

  /** The series that takes a value; undefined: none, as it is a time, a rate or no metric at all. */
  function seriesFor(pair: Pair, reading: Reading, body: string): SeriesSink | undefined {
    const { metric } = pair.meaning;
    if (metric === 'time' || metric === 'throughput') return undefined;
    const seen = names.get(pair.name);
    if (seen === false) return undefined;
    if (seen === undefined) {
      if (names.size >= NAMES) return undefined;
      const isSeries = metric !== undefined || !isBystander(pair.name);
      names.set(pair.name, isSeries);
      if (!isSeries) return undefined;
    }
    // Hugging Face prints the totals of the whole run as its last record.
    if (body.includes('train_runtime')) {
      const total = pair.name === 'train_loss' ? { component: 'run mean' } : {};
      return sink.series(pair.name, { kind: 'summary', known: { ...pair.meaning, ...total } });
    }
    // NVIDIA's DLLogger does too.
    if (TOTALS.test(body)) return sink.series(pair.name, { kind: 'summary', known: pair.meaning });
    const annotations = annotationKind !== undefined && pair.name.startsWith('Average ') ? { group: annotationKind } : {};
    const split = pair.meaning.split ?? reading.split;
    const known: MetricName = {
      ...annotations,
      ...pair.meaning,
      ...(split === undefined ? {} : { split }),
      ...(isOfEpoch(pair, reading) && { aggregation: 'epoch' }),
    };
    const scale = pair.written === 'percent' ? '0-100' : pair.written === 'fraction' ? '0-1' : undefined;
    return sink.series(pair.name, { known, ...(scale === undefined || known.better !== 'higher' ? {} : { scale }) });
  }

  /** Whether a line that names an epoch and no step gives the value of the whole, where lines that name both give those of steps. */
  function isOfEpoch({ name }: Pair, { epoch: inEpoch, step: atStep }: Reading): boolean {
    if (Number.isNaN(inEpoch)) return false;
    if (!Number.isNaN(atStep)) stepped.add(name);
    return Number.isNaN(atStep) && stepped.has(name);
  }

  /** Lines like `Batch size: 8` before the first metric are settings. */
  function setting(body: string, shift: number, number: number): void {
    if (settings >= SETTINGS || body.length > 200) return;
    const found = SETTING.exec(body);
    if (found === null || found[1]!.split(' ').length > 4) return;
    settings += 1;
    const value = Number(found[2]);
    const column = shift + body.indexOf(found[1]!) + 1;
    sink.config(found[1]!, Number.isNaN(value) ? found[2]! : value, { line: number, column });
  }

  function end(): void {
    watch.end();
    if (explicitEpochs) {
      if (!Number.isNaN(epochs)) sink.planned({ epochs });
    } else if (!Number.isNaN(steps) && bars === 0) sink.planned({ steps });
  }

  return {
    bytes: bytesLine,
    line: (text, number) => void readText(text, text, number),
    unended: (number) => void (unendedLine = number),
    end,
  };
}

/** Where a value stands in a line whose control sequences were taken out: its text is looked for. */
function columnIn(raw: string, body: string, pair: Pair): number {
  const found = raw.lastIndexOf(body.slice(pair.offset, pair.end));
  return found === -1 ? 1 : found + 1;
}
