import { PbfReader } from 'pbf';
import { splitOfFolder } from '../find/split-folder';
import { maskedCrc32c } from '../formats/crc32c';
import { createRowScanner } from '../formats/json-rows';
import { eachRecord } from '../formats/tfrecord';
import { noMoment } from '../moment';
import { readName } from '../names/metric-name';
import type { Reader, RunSink, SeriesSink } from '../reader';

const TEXT_LIMIT = 1 << 18;
/** Lightning, Hugging Face and others log the epoch itself as if it were a metric. */
const NOT_A_SERIES = /^(?:(?:train|trainer)\/)?(?:epoch|global_step)$/;

/** Types of `TensorProto` that a scalar comes in: DT_FLOAT, DT_DOUBLE, DT_INT32, DT_INT64, DT_HALF, DT_BFLOAT16. */
enum Type {
  Float = 1,
  Double = 2,
  Int32 = 3,
  String = 7,
  Int64 = 9,
  BFloat16 = 14,
  Half = 19,
}

/** TensorBoard's event files: scalars, also as tensors, and the arguments that Hugging Face writes as text. */
export const tensorboard: Reader = {
  name: 'tensorboard',
  about: 'TensorBoard event files: events.out.tfevents.*',
  detect({ name, head }) {
    if (!name.includes('tfevents')) return 0;
    return head.length >= 12 && maskedCrc32c(head, 0, 8) === Buffer.from(head).readUInt32LE(8) ? 0.99 : 0.7;
  },
  async read(file, sink) {
    if (/(?:^|\/)lightning_logs\//.test(file.path)) sink.framework('pytorch-lightning');
    const events = createEventReader(sink, splitOfFolder(file.path));
    let damaged = 0;
    await eachRecord(file, {
      record: events.record,
      problem(message, number) {
        damaged += 1;
        if (damaged <= 5) sink.problem(`record ${number}: ${message}`);
      },
    });
    if (damaged > 5) sink.problem(`${damaged} records are damaged`);
  },
};

interface Tag {
  readonly name: string;
  readonly series: SeriesSink | undefined;
  /** Keras' TensorBoard callback counts epochs in the place of steps. */
  readonly byEpoch: boolean;
}

function isSame(known: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  if (known.length !== end - start) return false;
  for (let at = start; at < end; at++) if (known[at - start] !== bytes[at]) return false;
  return true;
}

function createEventReader(
  sink: RunSink,
  split: ReturnType<typeof splitOfFolder>,
): { record(bytes: Buffer, start: number, end: number, number: number): void } {
  const moment = noMoment();
  const tags = new Map<number, { bytes: Buffer; tag: Tag }[]>();
  let reader = new PbfReader(new Uint8Array(0));

  function makeTag(name: string): Tag {
    if (NOT_A_SERIES.test(name)) return { name, series: undefined, byEpoch: false };
    const byEpoch = split !== undefined && name.startsWith('epoch_');
    const known = split !== undefined && readName(name).split === undefined ? { known: { split } } : {};
    let series: SeriesSink | undefined;
    return {
      name,
      byEpoch,
      get series() {
        series ??= sink.series(name, known);
        return series;
      },
    };
  }

  /** Tags repeat in each record: found by their bytes, without making a string. */
  function tagAt(bytes: Uint8Array, start: number, end: number): Tag {
    let hash = end - start;
    for (let at = start; at < end; at++) hash = (Math.imul(hash, 31) + bytes[at]!) | 0;
    let bucket = tags.get(hash);
    if (bucket === undefined) {
      bucket = [];
      if (tags.size < 20000) tags.set(hash, bucket);
    }
    for (const { bytes: known, tag } of bucket) if (isSame(known, bytes, start, end)) return tag;
    const copy = Buffer.from(bytes.subarray(start, end));
    const tag = makeTag(copy.toString('utf8'));
    bucket.push({ bytes: copy, tag });
    return tag;
  }

  function add(tag: Tag, value: number): void {
    if (tag.series === undefined) return;
    if (!tag.byEpoch) {
      tag.series.add(value, moment);
      return;
    }
    const { step } = moment;
    moment.epoch = step;
    moment.step = Number.NaN;
    tag.series.add(value, moment);
    moment.epoch = Number.NaN;
    moment.step = step;
  }

  function readValue(end: number): void {
    let tag: Tag | undefined;
    let value = Number.NaN;
    let given = false;
    while (reader.pos < end) {
      const key = reader.readVarint();
      if (key === 0x0a) {
        const length = reader.readVarint();
        tag = tagAt(reader.buf, reader.pos, reader.pos + length);
        reader.pos += length;
      } else if (key === 0x15) {
        value = reader.readFloat();
        given = true;
      } else if (key === 0x42) {
        const stop = reader.readVarint() + reader.pos;
        const scalar = tag === undefined ? undefined : readTensor(reader, stop);
        if (typeof scalar === 'number') {
          value = scalar;
          given = true;
        } else if (scalar !== undefined && tag !== undefined) configFromText(tag.name, scalar, sink);
        reader.pos = stop;
      } else reader.skip(key);
    }
    if (given && tag !== undefined) add(tag, value);
  }

  function record(bytes: Buffer, start: number, end: number, number: number): void {
    if (reader.buf !== bytes) reader = new PbfReader(bytes);
    reader.pos = start;
    moment.record = number;
    moment.step = 0;
    moment.time = Number.NaN;
    let summary = -1;
    let summaryEnd = -1;
    try {
      while (reader.pos < end) {
        const key = reader.readVarint();
        if (key === 0x09) moment.time = reader.readDouble();
        else if (key === 0x10) moment.step = reader.readVarint(true);
        else if (key === 0x2a) {
          summaryEnd = reader.readVarint() + reader.pos;
          summary = reader.pos;
          reader.pos = summaryEnd;
        } else reader.skip(key);
      }
      if (summary === -1 || summaryEnd > end) return;
      reader.pos = summary;
      while (reader.pos < summaryEnd) {
        const key = reader.readVarint();
        if (key !== 0x0a) {
          reader.skip(key);
          continue;
        }
        const stop = reader.readVarint() + reader.pos;
        readValue(Math.min(stop, end));
        reader.pos = stop;
      }
    } catch {
      sink.problem(`record ${number}: not an event`);
    }
  }

  return { record };
}

/** The one value of a tensor: a number, a text, or undefined for anything larger. */
function readTensor(reader: PbfReader, end: number): number | string | undefined {
  let type = 0;
  let number: number | undefined;
  let text: string | undefined;
  let content: Uint8Array | undefined;
  let count = 0;
  while (reader.pos < end) {
    const key = reader.readVarint();
    if (key === 0x08) type = reader.readVarint();
    else if (key === 0x22) content = reader.readBytes();
    else if (key === 0x2a) {
      const values = reader.readBytes();
      count += values.length / 4;
      if (values.length >= 4) number = new DataView(values.buffer, values.byteOffset).getFloat32(0, true);
    } else if (key === 0x32) {
      const values = reader.readBytes();
      count += values.length / 8;
      if (values.length >= 8) number = new DataView(values.buffer, values.byteOffset).getFloat64(0, true);
    } else if (key === 0x2d) {
      number = reader.readFloat();
      count += 1;
    } else if (key === 0x31) {
      number = reader.readDouble();
      count += 1;
    } else if (key === 0x42) {
      const value = reader.readBytes();
      if (value.length <= TEXT_LIMIT) text ??= Buffer.from(value).toString('utf8');
    } else reader.skip(key);
  }
  if (type === Type.String) return text;
  if (number !== undefined) return count === 1 ? number : undefined;
  return content === undefined ? undefined : fromContent(type, content);
}

function fromContent(type: number, bytes: Uint8Array): number | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (type === Type.Float && bytes.length === 4) return view.getFloat32(0, true);
  if (type === Type.Double && bytes.length === 8) return view.getFloat64(0, true);
  if (type === Type.Int32 && bytes.length === 4) return view.getInt32(0, true);
  if (type === Type.Int64 && bytes.length === 8) return Number(view.getBigInt64(0, true));
  if (type === Type.BFloat16 && bytes.length === 2) {
    const wide = new DataView(new ArrayBuffer(4));
    wide.setUint16(2, view.getUint16(0, true), true);
    return wide.getFloat32(0, true);
  }
  if (type === Type.Half && bytes.length === 2) return fromHalf(view.getUint16(0, true));
  return undefined;
}

function fromHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** Hugging Face logs its arguments and the model's configuration as JSON text. */
function configFromText(tag: string, text: string, sink: RunSink): void {
  if (!/^(?:args|model_config|config|hparams)\b/.test(tag) || !text.trimStart().startsWith('{')) return;
  const scanner = createRowScanner('', {
    row(row) {
      for (const { key, value } of row.cells) sink.config(key, value);
    },
    error() {},
  });
  scanner.push(Buffer.from(text));
  scanner.end();
}
