import type { YamlDocument } from '../languages/yaml';
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
