import type { PbfReader } from 'pbf';

/** Numbers of the fields of W&B's `Record` (wandb_internal.proto). */
export const FIELD = { history: 2, summary: 3, output: 4, config: 5, stats: 7, outputRaw: 13, run: 17, exit: 18 } as const;

export interface Item {
  readonly key: string;
  readonly json: string;
}

/** The text of an output record. */
export function readOutputText(pbf: PbfReader): string {
  return pbf.readMessage((tag, result: { text: string }, message) => void (tag === 3 && (result.text = message.readString())), {
    text: '',
  }).text;
}

/** The items of a message: `key` or `nested_key`, and `value_json`, which is field 16. */
export function readItems(pbf: PbfReader, itemField: number): Item[] {
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

/** The number of the item with the key; NaN: there is none. */
export function numberOf(items: readonly Item[], key: string): number {
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

/** A number in JSON, or NaN and Infinity with or without quotes; undefined: another value. */
export function parseNumber(json: string): number | undefined {
  return /^-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?$/.test(json) ? Number(json) : WORDS.get(json);
}

const DEPTH = 10;

/** Gives the scalars of a JSON text with flattened keys: `optimizer.lr`, `betas[0]`. */
export function flatten(
  key: string,
  json: string,
  onEntry: (key: string, value: string | number | boolean | null) => void,
): void {
  let parsed: unknown;
  try {
    parsed = JSON.parse(json);
  } catch {
    return;
  }
  const walk = (name: string, value: unknown, depth: number): void => {
    if (depth > DEPTH) return;
    if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
      onEntry(name, value);
    else if (Array.isArray(value)) value.forEach((item, index) => void walk(`${name}[${index}]`, item, depth + 1));
    else if (typeof value === 'object')
      for (const [inner, item] of Object.entries(value)) walk(`${name}.${inner}`, item, depth + 1);
  };
  walk(key, parsed, 0);
}
