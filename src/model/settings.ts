/** What an example is for, by its presets and files. */
export type ExampleKind = 'training' | 'inference' | 'service' | 'library';

/** How examples are recognized. Packs set this. */
export interface ExampleSettings {
  /** Names of metadata files. */
  readonly metadata: readonly string[];
  /** Files that make a folder an example where it has no metadata. The first that matches decides its kind. */
  readonly markers: readonly Marker[];
  /** How an example's kind is determined, by patterns of preset names and file names. The first match wins. */
  readonly kinds: readonly {
    readonly kind: ExampleKind;
    readonly presets: readonly string[];
    readonly files: readonly string[];
  }[];
}

export interface Marker {
  /** A glob, relative to the root. */
  readonly files: string;
  /** Names of files that must all be in the same folder. No folder of an example with metadata counts then. */
  readonly beside?: readonly string[];
  readonly kind: ExampleKind;
}

/** A folder that is an example. */
export interface ExampleFolder {
  readonly folder: string;
  /** The metadata file, if there is one. */
  readonly metadata?: string;
  /** The kind that a pack's marker sets. */
  readonly marked?: ExampleKind;
}
