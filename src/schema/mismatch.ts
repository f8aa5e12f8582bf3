import type { YamlPath } from '../languages/yaml';

/** One thing that a schema doesn't allow. */
export interface Mismatch {
  /** Where it is: for a missing key, the mapping that lacks it. */
  readonly path: YamlPath;
  /** Whether to change the key or the value at the path. */
  readonly target: 'key' | 'value';
  /** A clause without a capital and a period, to stand alone or in a sentence: `"gpu" must be a whole number, not the text "two"`. */
  readonly message: string;
  /** The name or value that was probably meant, for a fix. */
  readonly suggestion?: string;
  readonly keyword: string;
  /** The key that is missing or unknown. */
  readonly property?: string;
}
