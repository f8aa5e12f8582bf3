export type ExampleKind = 'training' | 'inference' | 'service' | 'library';

/** How examples are recognised: policy, from packs. */
export interface ExampleSettings {
  /** Names of metadata files. */
  readonly metadata: readonly string[];
  /** Folders that are examples by other files: a glob of such a file, relative to the root, and the kind. */
  readonly markers: readonly { readonly files: string; readonly kind: ExampleKind }[];
  /** What makes an example one of a kind, in order: the first kind that matches, wins. Presets by name, files by name. */
  readonly kinds: readonly {
    readonly kind: ExampleKind;
    readonly presets: readonly string[];
    readonly files: readonly string[];
  }[];
}
