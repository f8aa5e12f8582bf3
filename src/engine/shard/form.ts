/** What a shard's report holds for `cvl merge`: raw findings of its units, before anything that other shards' findings decide. */
export interface ShardRecord {
  readonly form: typeof form;
  /** The version of cvl. */
  readonly cvl: string;
  /** From 1. */
  readonly index: number;
  readonly count: number;
  readonly asked: AskedOfShards;
  /** Tells configurations apart. */
  readonly configuration: string;
  readonly units: readonly UnitRecord[];
  /** What rules of plugins found, which run in other processes. */
  readonly outside?: OutsideRecord;
  /** The hash of each text that its findings may be about. */
  readonly texts: { readonly [file: string]: string };
}

/** What all shards of a lint were asked. */
export interface AskedOfShards {
  readonly paths: readonly string[];
  readonly tasks: readonly string[] | null;
  readonly inlineDirectives: boolean;
}

/** Results as `engine/cache` writes them. */
export interface UnitRecord {
  readonly unit: string;
  readonly ran: readonly string[];
  readonly text: string;
}

export interface OutsideRecord extends Omit<UnitRecord, 'unit'> {
  readonly undone: readonly string[];
}

/** Changes when the form does. */
export const form = 1;

/** Whether data of a report is a record of this form. */
export function isShardRecord(value: unknown): value is ShardRecord {
  if (!isObject(value) || value['form'] !== form) return false;
  const { cvl, index, count, asked, configuration, units, outside, texts } = value;
  return (
    isText(cvl) &&
    isText(configuration) &&
    Number.isSafeInteger(index) &&
    Number.isSafeInteger(count) &&
    isAsked(asked) &&
    isListOf(units, (each) => isObject(each) && isText(each['unit']) && isResult(each)) &&
    (outside === undefined || (isObject(outside) && isResult(outside) && isListOf(outside['undone'], isText))) &&
    isObject(texts) &&
    Object.values(texts).every(isText)
  );
}

const isAsked = (value: unknown): boolean =>
  isObject(value) &&
  isListOf(value['paths'], isText) &&
  (value['tasks'] === null || isListOf(value['tasks'], isText)) &&
  typeof value['inlineDirectives'] === 'boolean';

const isResult = ({ ran, text }: { readonly [key: string]: unknown }): boolean => isListOf(ran, isText) && isText(text);

const isText = (value: unknown): value is string => typeof value === 'string';

const isObject = (value: unknown): value is { readonly [key: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isListOf = (value: unknown, isExpected: (each: unknown) => boolean): boolean =>
  Array.isArray(value) && value.every(isExpected);
