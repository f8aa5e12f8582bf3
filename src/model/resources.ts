import type { Span } from '../text/span';
import { type Fields, isMapping } from './fields';

/** An amount in the metadata: `24`, `8-24`, `">=16"`, `"24 GB"`. */
export interface Amount {
  readonly low: number;
  /** Equal to `low` if there is only one number. */
  readonly high: number;
  /** Whether it includes more than `high`: `">=16"`, `16+`, `gpu: true`. */
  readonly open: boolean;
  /** Its key, such as `resources.vram_gb`. */
  readonly field: string;
  readonly at: Span;
}

/** The hardware that an example needs. An amount is undefined if it's missing, or its meaning isn't certain. */
export interface Resources {
  readonly gpus: Amount | undefined;
  /** Memory of one GPU, in GB. */
  readonly vram: Amount | undefined;
  /** Main memory, in GB. */
  readonly ram: Amount | undefined;
  /** Disk space, in GB. */
  readonly disk: Amount | undefined;
  readonly cpus: Amount | undefined;
}

type Range = Pick<Amount, 'low' | 'high' | 'open'>;
type Read = (value: unknown) => Range | undefined;
type Path = readonly string[];

/** Reads `resources` in every shape that people write. */
export function readResources(metadata: Fields | undefined): Resources {
  const find = (read: Read, ...paths: readonly Path[]): Amount | undefined => {
    const found = paths.flatMap((path) => (metadata ? (amountAt(metadata, ['resources', ...path], read) ?? []) : []));
    return found.find(({ open }) => !open) ?? found[0];
  };
  return {
    gpus: find(readCount, ['gpu'], ['gpu', 'count'], ['gpu_count'], ['gpus'], ['num_gpus']),
    vram: find(readSize, ['vram_gb'], ['vram'], ['gpu', 'vram_gb'], ['gpu', 'vram'], ['gpu_memory_gb'], ['gpu_memory']),
    ram: find(readSize, ['ram_gb'], ['ram'], ['memory_gb'], ['memory']),
    disk: find(readSize, ['disk_gb'], ['disk']),
    cpus: find(readCount, ['cpu_cores'], ['cpus'], ['cpu']),
  };
}

function amountAt({ data, yaml }: Fields, path: Path, read: Read): Amount | undefined {
  let value: unknown = data;
  for (const key of path) value = isMapping(value) ? value[key] : undefined;
  const range = read(value);
  return range && { ...range, field: path.join('.'), at: yaml.valueSpan(path) ?? yaml.nearestSpan(path) };
}

const exactly = (amount: number): Range => ({ low: amount, high: amount, open: false });
const atLeast = (amount: number): Range => ({ low: amount, high: amount, open: true });

/** Reads a number of GPUs or cores: `1`, `true`, `none`, `2x A100`. */
function readCount(value: unknown): Range | undefined {
  if (typeof value === 'boolean') return value ? atLeast(1) : exactly(0);
  if (typeof value === 'string') {
    const text = value.trim().toLowerCase();
    if (/^(none|no|false|cpu)$/.test(text)) return exactly(0);
    if (/^(true|yes|any|all|required)$/.test(text)) return atLeast(1);
    if (text === 'optional') return atLeast(0);
    const times = /^(\d{1,3})\s*(?:[x×]\s*\w|(?:gpu|cpu|core)s?$)/.exec(text) ?? /^[a-z][\w -]*\s[x×]\s*(\d{1,3})$/.exec(text);
    if (times) return exactly(Number(times[1]));
  }
  const range = readRange(value, (text) => (/^\d+$/.test(text) ? Number(text) : undefined));
  return range && Number.isInteger(range.low) && Number.isInteger(range.high) ? range : undefined;
}

/** Reads a size in GB: `24`, `">=16"`, `"24GB"`, `24576 MiB`. GB and GiB count as equal, because people use either for GPUs. */
const readSize = (value: unknown): Range | undefined => readRange(value, gigabytes);

const perGigabyte: { readonly [unit: string]: number } = { m: 1024, g: 1, t: 1 / 1024 };

function gigabytes(text: string): number | undefined {
  const [, number, unit = 'g'] = /^(\d+(?:\.\d+)?)\s*(?:([mgt])(?:i?b)?)?$/i.exec(text) ?? [];
  return number === undefined ? undefined : Number(number) / (perGigabyte[unit.toLowerCase()] ?? 1);
}

type Single = (text: string) => number | undefined;

/** Reads a number, a text, a list of either, or `{min: …, max: …}`. */
function readRange(value: unknown, single: Single): Range | undefined {
  if (typeof value === 'number') return value >= 0 && Number.isFinite(value) ? exactly(value) : undefined;
  if (typeof value === 'string') return value.length > longest ? undefined : readText(value.trim(), single);
  if (Array.isArray(value)) return across(value.map((item) => readRange(item, single)));
  if (!isMapping(value) || !('min' in value && 'max' in value)) return undefined;
  return across([readRange(value['min'], single), readRange(value['max'], single)]);
}

/** No amount is longer than this many characters. A longer text is a note. */
const longest = 40;

function readText(text: string, single: Single): Range | undefined {
  const [, least] = /^(?:>=?|≥|at least\b|min(?:imum)?\b)\s*(\S.*)$/i.exec(text) ?? /^(.*\S)\s*\+$/.exec(text) ?? [];
  if (least !== undefined) return map(single(least), atLeast);
  const [, most] = /^(?:<=?|≤|up to\b|max(?:imum)?\b)\s*(\S.*)$/i.exec(text) ?? [];
  if (most !== undefined) return map(single(most), (high) => ({ low: 0, high, open: false }));
  const ends = text.split(/-|–|\.\.|\bto\b/i).map((end) => end.trim());
  return ends.length > 2 ? undefined : across(ends.map((end) => map(single(end), exactly)));
}

const map = (amount: number | undefined, make: (amount: number) => Range): Range | undefined =>
  amount === undefined ? undefined : make(amount);

/** From the lowest to the highest of several. Undefined if one of them is. */
function across(ranges: readonly (Range | undefined)[]): Range | undefined {
  const known = ranges.filter((range) => range !== undefined);
  if (known.length === 0 || known.length < ranges.length) return undefined;
  return {
    low: Math.min(...known.map(({ low }) => low)),
    high: Math.max(...known.map(({ high }) => high)),
    open: known.some(({ open }) => open),
  };
}
