/** A comment from its `#` to the end of the line. Offsets are in UTF-16 units. */
export interface Comment {
  readonly start: number;
  readonly end: number;
}
