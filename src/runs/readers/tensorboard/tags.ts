import type { Split } from '../../model/series';
import type { Moment } from '../../moment';
import { readName } from '../../names/metric-name';
import type { RunSink, SeriesSink } from '../../reader';

const MOST_TAGS = 20_000;
/** Lightning, Hugging Face and others log the epoch itself as if it were a metric. */
const NOT_A_SERIES = /^(?:(?:train|trainer)\/)?(?:epoch|global_step)$/;

export interface Tag {
  readonly name: string;
  add(value: number, moment: Moment): void;
}

/** Finds the tag of an event by its bytes, without making a string: each tag repeats in many records. */
export interface Tags {
  at(bytes: Uint8Array, start: number, end: number): Tag;
}

/** A tag, and the one that came after it last time: programs log their tags in the same order. */
interface Known {
  readonly bytes: Buffer;
  readonly tag: Tag;
  next: Known | undefined;
}

/** `split`: the one that the file's folder names. */
export function createTags(sink: RunSink, split: Split | undefined): Tags {
  const tags = new Map<number, Known[]>();
  let last: Known | undefined;

  function find(bytes: Uint8Array, start: number, end: number): Known {
    let hash = end - start;
    for (let at = start; at < end; at++) hash = (Math.imul(hash, 31) + bytes[at]!) | 0;
    let bucket = tags.get(hash);
    if (bucket === undefined) {
      bucket = [];
      if (tags.size < MOST_TAGS) tags.set(hash, bucket);
    }
    for (const known of bucket) if (isSame(known.bytes, bytes, start, end)) return known;
    const copy = Buffer.from(bytes.subarray(start, end));
    const made = { bytes: copy, tag: makeTag(copy.toString('utf8'), sink, split), next: undefined };
    bucket.push(made);
    return made;
  }

  return {
    at(bytes, start, end) {
      const expected = last?.next;
      const found = expected !== undefined && isSame(expected.bytes, bytes, start, end) ? expected : find(bytes, start, end);
      if (last !== undefined) last.next = found;
      last = found;
      return found.tag;
    },
  };
}

function isSame(known: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  if (known.length !== end - start) return false;
  for (let at = start; at < end; at++) if (known[at - start] !== bytes[at]) return false;
  return true;
}

function makeTag(name: string, sink: RunSink, split: Split | undefined): Tag {
  if (NOT_A_SERIES.test(name)) return { name, add() {} };
  const known = split !== undefined && readName(name).split === undefined ? { known: { split } } : {};
  let series: SeriesSink | undefined;
  const add: Tag['add'] = (value, moment) => {
    series ??= sink.series(name, known);
    series.add(value, moment);
  };
  // Keras's TensorBoard callback counts epochs in place of steps.
  const isByEpoch = split !== undefined && name.startsWith('epoch_');
  return { name, add: isByEpoch ? (value, moment) => add(value, withStepAsEpoch(moment)) : add };
}

const withStepAsEpoch = (moment: Moment): Moment => ({ ...moment, epoch: moment.step, step: Number.NaN });
