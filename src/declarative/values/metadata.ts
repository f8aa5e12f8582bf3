import type { YamlPath } from '../../languages/yaml';
import { query } from '../../model/query';
import type { Example, Metadata } from '../../model/targets';
import { placed } from '../objects';
import { unknownValue } from '../unknown';

/** Checks don't see values that are nested deeper, or come after this number of values. */
const deepest = 32;
const largest = 20_000;

/** The metadata of an example: an empty mapping if there is no file, unknown if it can't be read. */
export function metadataValue(example: Example | undefined): object {
  if (!example?.metadata) return new Map();
  return example.metadata.data ? metadataObject(example.metadata) : unknownValue;
}

const metadataObject = query('declarative.metadata', (metadata: Metadata): object => {
  const { data, yaml, path } = metadata;
  let budget = largest;

  function valueAt(value: unknown, at: YamlPath): unknown {
    if (--budget < 0 || at.length > deepest) return unknownValue;
    if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : value;
    if (typeof value === 'bigint' || typeof value === 'string' || typeof value === 'boolean' || value === null) return value;
    if (Array.isArray(value))
      return located(
        value.map((entry, index) => valueAt(entry, [...at, index])),
        at,
      );
    if (typeof value !== 'object') return null;
    return located(new Map(Object.entries(value).map(([key, entry]) => [key, valueAt(entry, [...at, key])])), at);
  }

  const located = <T extends object>(value: T, at: YamlPath): T =>
    placed(value, {
      self: at.length === 0 ? { file: path } : yaml.nearestSpan(at),
      part: (key) => placeIn([...at, Array.isArray(value) ? Number(key) : key]),
    });

  /** The value if it's on one line and isn't a collection, else its key. */
  function placeIn(at: YamlPath) {
    const span = yaml.valueSpan(at);
    const text = span && yaml.file.text.slice(span.start, span.end);
    return span && text !== '' && !/[\n\r]/.test(text ?? '') && !/^[[{]/.test(text ?? '') ? span : yaml.nearestSpan(at);
  }

  return valueAt(data, []) as object;
});
