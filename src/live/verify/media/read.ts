/** The beginning and the end of a file, and its size in bytes. They overlap in a small one. */
export interface Ends {
  readonly head: Buffer;
  readonly tail: Buffer;
  readonly size: number;
}

/** What a file is besides its kind: `640×480`. Undefined: it is of another kind. `cut`: its end is missing. */
export type Found = string | 'cut' | { readonly broken: string } | undefined;

export type Read = (file: Ends) => Found;

/** Whether a file has these bytes at a place. */
export const has = (bytes: Buffer, at: number, text: string): boolean => bytes.toString('latin1', at, at + text.length) === text;

/** `640×480`. An image without a size shows nothing. */
export const dimensions = (width: number, height: number): Found =>
  width > 0 && height > 0 ? `${width}×${height}` : { broken: 'is an image without a size' };
