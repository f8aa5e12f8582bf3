/** What an example is for, by its presets and files. */
export type ExampleKind = 'training' | 'inference' | 'service' | 'library';

/** How examples are recognized. Packs set this. */
export interface ExampleSettings {
  /** Names of metadata files. */
  readonly metadata: readonly string[];
  /** Files that make a folder an example: a glob, relative to the root, and the example's kind. */
  readonly markers: readonly { readonly files: string; readonly kind: ExampleKind }[];
  /** How an example's kind is determined, by patterns of preset names and file names. The first match wins. */
  readonly kinds: readonly {
    readonly kind: ExampleKind;
    readonly presets: readonly string[];
    readonly files: readonly string[];
  }[];
}
