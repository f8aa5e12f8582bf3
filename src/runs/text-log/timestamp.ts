/** The time at the beginning of a line. */
export interface Timestamp {
  /** Characters up to its end; 0: the line has no timestamp. */
  readonly length: number;
  /** Seconds since 1970, with the clock read as UTC; NaN: no date is given. */
  readonly time: number;
}

const STAMP = /^\s*\[?(\d{4})[-/](\d\d)[-/](\d\d)[ T](\d\d):(\d\d):(\d\d)(?:[.,](\d{1,6}))?\]?/;
const SHORT = /^\s*\[\d\d:\d\d:\d\d\]/;
const NONE: Timestamp = { length: 0, time: Number.NaN };

export function timestampOf(text: string): Timestamp {
  const found = STAMP.exec(text);
  if (found === null) {
    const short = SHORT.exec(text);
    return short === null ? NONE : { length: short[0].length, time: Number.NaN };
  }
  const [whole, year, month, day, hour, minute, second, fraction] = found;
  const time = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second)) / 1000;
  return { length: whole.length, time: fraction === undefined ? time : time + Number(`0.${fraction}`) };
}

/** The same for the bytes of lines that begin with date and time. Remembers the day, because lines share it. */
export function createTimestampReader(): (bytes: Uint8Array, start: number) => number {
  let day = -1;
  let dayTime = 0;
  return (bytes, start) => {
    let at = start;
    while (bytes[at] === 32 || bytes[at] === 91) at += 1;
    const two = (from: number): number => (bytes[from]! - 48) * 10 + bytes[from + 1]! - 48;
    const date = two(at) * 1_000_000 + two(at + 2) * 10_000 + two(at + 5) * 100 + two(at + 8);
    if (date !== day) {
      day = date;
      dayTime = Date.UTC(two(at) * 100 + two(at + 2), two(at + 5) - 1, two(at + 8)) / 1000;
    }
    let time = dayTime + two(at + 11) * 3600 + two(at + 14) * 60 + two(at + 17);
    at += 19;
    if (bytes[at] !== 46 && bytes[at] !== 44) return time;
    let unit = 0.1;
    for (at += 1; unit > 5e-7 && bytes[at]! >= 48 && bytes[at]! <= 57; at++) {
      time += (bytes[at]! - 48) * unit;
      unit /= 10;
    }
    return time;
  };
}
