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
  /** The top-level mapping as plain data. Undefined if the file is broken, empty, or not a mapping. */
  readonly data: Mapping | undefined;
}

/** A text in the metadata, and where it is. */
export interface Written {
  readonly text: string;
  readonly at: Span;
}

/** Where to report a value: the value itself if it's on one line, else its key, else the nearest parent that exists. */
export function placeOf(yaml: YamlDocument, path: YamlPath): Span {
  const value = yaml.valueSpan(path);
  const isWord = value !== undefined && value.end > value.start && !yaml.file.text.slice(value.start, value.end).includes('\n');
  return (isWord ? value : yaml.keySpan(path)) ?? yaml.nearestSpan(path);
}
