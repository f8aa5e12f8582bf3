import type { Span } from '../text/span';
import { type Fields, isMapping } from './fields';

/** An amount as the metadata gives it: `24`, `8-24`, `">=16"`, `"24 GB"`. */
export interface Amount {
  readonly low: number;
  /** The same as `low` where only one number is given. */
  readonly high: number;
  /** More than `high` is meant as well: `">=16"`, `16+`, a GPU without a count. */
  readonly open: boolean;
  /** The key that gives it, such as `resources.vram_gb`. */
  readonly field: string;
  readonly at: Span;
}

/** The hardware that an example asks for. Each is undefined where it is not given, or is written in a form that is not certain. */
export interface Resources {
  readonly gpus: Amount | undefined;
  /** Memory of one GPU in GB. */
  readonly vram: Amount | undefined;
  /** Main memory in GB. */
  readonly ram: Amount | undefined;
  /** Disk space in GB. */
  readonly disk: Amount | undefined;
  readonly cpus: Amount | undefined;
}

type Range = Pick<Amount, 'low' | 'high' | 'open'>;
type Read = (value: unknown) => Range | undefined;
type Path = readonly string[];

/** Reads `resources` in every shape that it is written in. */
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

/** A number of things, or what says that there are some or none: `1`, `true`, `none`, `2x A100`. */
export function readCount(value: unknown): Range | undefined {
  if (typeof value === 'boolean') return value ? atLeast(1) : exactly(0);
  if (typeof value === 'string') {
    const text = value.trim().toLowerCase();
    if (/^(none|no|false|cpu)$/.test(text)) return exactly(0);
    if (/^(true|yes|any|all|required)$/.test(text)) return atLeast(1);
    if (text === 'optional') return atLeast(0);
    const times = /^(\d+)\s*(?:[x×]\s*\D|(?:gpus?|cpus?|cores?)$)/.exec(text) ?? /^[a-z]\S*\s*[x×]\s*(\d+)$/.exec(text);
    if (times) return exactly(Number(times[1]));
  }
  const range = readRange(value, (text) => (/^\d+$/.test(text) ? Number(text) : undefined));
  return range && Number.isInteger(range.low) && Number.isInteger(range.high) ? range : undefined;
}

/** A size in GB: `24`, `8-24`, `">=16"`, `16+`, `"24GB"`, `24576 MiB`. GB and GiB are not told apart, for nobody means to. */
export const readSize = (value: unknown): Range | undefined => readRange(value, gigabytes);

const perGigabyte: { readonly [unit: string]: number } = { m: 1024, g: 1, t: 1 / 1024 };

function gigabytes(text: string): number | undefined {
  const [, number, unit = 'g'] = /^(\d+(?:\.\d+)?)\s*(?:([mgt])(?:i?b)?)?$/i.exec(text) ?? [];
  return number === undefined ? undefined : Number(number) / (perGigabyte[unit.toLowerCase()] ?? 1);
}

function readRange(value: unknown, one: (text: string) => number | undefined): Range | undefined {
  if (typeof value === 'number') return value >= 0 && Number.isFinite(value) ? exactly(value) : undefined;
  if (Array.isArray(value)) return across(value.map((item) => readRange(item, one)));
  if (isMapping(value))
    return 'min' in value && 'max' in value ? across([value['min'], value['max']].map((end) => readRange(end, one))) : undefined;
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  const [, least = undefined] = /^(?:>=?|≥|at least\s|min(?:imum)?\s)\s*(.+)$/i.exec(text) ?? /^(.+?)\s*\+$/.exec(text) ?? [];
  if (least !== undefined) return ranged(one(least), one(least), true);
  const [, most] = /^(?:<=?|≤|up to\s|max(?:imum)?\s)\s*(.+)$/i.exec(text) ?? [];
  if (most !== undefined) return ranged(0, one(most), false);
  const [, from, to] = /^(\S+)\s*(?:-|–|to|\.\.)\s*(.+)$/i.exec(text) ?? /^(.+?)(?:-|–)(.+)$/.exec(text) ?? [];
  if (from !== undefined && to !== undefined)
    return across([ranged(one(from), one(from), false), ranged(one(to), one(to), false)]);
  return ranged(one(text), one(text), false);
}

const ranged = (low: number | undefined, high: number | undefined, open: boolean): Range | undefined =>
  low === undefined || high === undefined ? undefined : { low, high, open };

/** From the least to the most of several; undefined where one of them is. */
function across(ranges: readonly (Range | undefined)[]): Range | undefined {
  const known = ranges.filter((range) => range !== undefined);
  if (known.length === 0 || known.length < ranges.length) return undefined;
  return {
    low: Math.min(...known.map(({ low }) => low)),
    high: Math.max(...known.map(({ high }) => high)),
    open: known.some(({ open }) => open),
  };
}
