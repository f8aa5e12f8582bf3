import type { YamlDocument, YamlPath } from '../languages/yaml';
import type { Span } from '../text/span';

export interface Mapping {
  readonly [key: string]: unknown;
}

export const isMapping = (value: unknown): value is Mapping =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The fields of a metadata file. */
export interface Fields {
  readonly yaml: YamlDocument;
  /** The top-level mapping as plain data; undefined where the file is broken, empty or no mapping. */
  readonly data: Mapping | undefined;
}

/** A text of the metadata, and its place. */
export interface Written {
  readonly text: string;
  readonly at: Span;
}

/** Where a value is shown: the value where it is on one line, else its key, else the closest parent that exists. */
export function placeOf(yaml: YamlDocument, path: YamlPath): Span {
  const value = yaml.valueSpan(path);
  const isWord = value !== undefined && value.end > value.start && !yaml.file.text.slice(value.start, value.end).includes('\n');
  return (isWord ? value : yaml.keySpan(path)) ?? yaml.nearestSpan(path);
}
