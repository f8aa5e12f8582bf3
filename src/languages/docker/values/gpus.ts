import type { FlagUse } from '../arguments';
import { cutPart, known, type Part, show, splitPart } from '../part';
import { readCsv } from './csv';
import { parseInteger } from './numbers';

/** One `--gpus`. */
export interface GpuRequest {
  /** Undefined where unknown, null where devices are named. */
  readonly count: number | 'all' | null | undefined;
  /** Device numbers or UUIDs. */
  readonly ids: readonly Part[];
  readonly capabilities: readonly string[];
  readonly driver: string | undefined;
  readonly options: Part | undefined;
  /** An unknown segment of the value may name anything. */
  readonly open: boolean;
  readonly flag: FlagUse;
}

/** `--gpus`: `all`, a count, or key=value fields in CSV. `"device=0,1"` needs its inner quotes to be one field. */
export function readGpus(flag: FlagUse): GpuRequest | { readonly refusal: string } {
  const csv = readCsv(flag.value!);
  if ('refusal' in csv) return csv;
  const seen = new Set<string>();
  let count: GpuRequest['count'] = null;
  let ids: Part[] | undefined;
  let capabilities = ['gpu'];
  let driver: string | undefined;
  let options: Part | undefined;
  let open = false;
  for (const field of csv.fields) {
    const [key, value] = cutPart(field, '=') ?? [field, undefined];
    const name = key.masked;
    if (!known(name)) {
      open = true;
      continue;
    }
    if (seen.has(name)) return { refusal: `gpu request key '${name}' can be specified only once` };
    seen.add(name);
    if (!value || name === 'count') {
      seen.add('count');
      const text = value ? value.text : name;
      const parsed = text === undefined ? undefined : parseCount(text);
      if (typeof parsed === 'string' && parsed !== 'all') return { refusal: parsed };
      count = parsed as GpuRequest['count'];
    } else if (name === 'device') ids = splitPart(value, ',');
    else if (name === 'driver') driver = value.text;
    else if (name === 'capabilities') capabilities = [...splitPart(value, ',').map((part) => show(part.masked)), 'gpu'];
    else if (name === 'options') {
      const read = readCsv(value);
      if ('refusal' in read) return { refusal: `failed to read gpu options: ${read.refusal}` };
      options = value;
    } else return { refusal: `unexpected key '${name}' in '${show(field.masked)}'` };
  }
  if (!seen.has('count')) count = open ? undefined : ids ? null : 1;
  return { count, ids: ids ?? [], capabilities, driver, options, open, flag };
}

function parseCount(text: string): number | string {
  if (text === 'all') return 'all';
  const parsed = parseInteger(text, 64, true);
  if (typeof parsed === 'bigint') return Number(parsed);
  const reason = parsed.slice(parsed.lastIndexOf(': ') + 2);
  return `invalid count (${text}): value must be either "all" or an integer: ${reason}`;
}
