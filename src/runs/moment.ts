/** When and where a value was logged. One object may be reused from call to call: the sink copies what it keeps. NaN: not known. */
export interface Moment {
  step: number;
  epoch: number;
  /** Seconds. */
  time: number;
  /** Line from 1; 0 in binary files. */
  line: number;
  /** Column of the value from 1, in UTF-16 units; 0 in binary files. */
  column: number;
  /** Record from 1 in binary files, else 0. */
  record: number;
}

/** A moment of which nothing is known. */
export const noMoment = (): Moment => ({
  step: Number.NaN,
  epoch: Number.NaN,
  time: Number.NaN,
  line: 0,
  column: 0,
  record: 0,
});

/** Says where a value is: at a place of a text, or in the record of that number where nobody sees the text. */
export function setPlace(moment: Moment, at: Readonly<Pick<Moment, 'line' | 'column'>> | number): void {
  moment.record = typeof at === 'number' ? at : 0;
  moment.line = typeof at === 'number' ? 0 : at.line;
  moment.column = typeof at === 'number' ? 0 : at.column;
}
