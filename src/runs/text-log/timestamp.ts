const STAMP = /^\[?(\d{4})[-/](\d\d)[-/](\d\d)[ T_](\d{1,2}):(\d\d):(\d\d)(?:[.,](\d{1,6}))?/;

/** Seconds since 1970, with the clock read as UTC; NaN: the text doesn't begin with date and time. */
export function timestampOf(text: string): number {
  const found = STAMP.exec(text);
  if (found === null) return Number.NaN;
  const [, year, month, day, hour, minute, second, fraction] = found;
  const time = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second)) / 1000;
  return fraction === undefined ? time : time + Number(`0.${fraction}`);
}

/** The same for bytes; NaN also where the hour has one digit. Remembers the day, because lines share it. */
export function createTimestampReader(): (bytes: Uint8Array, start: number) => number {
  let day = -1;
  let dayTime = 0;
  return (bytes, start) => {
    let at = start;
    if (bytes[at + 13] !== 58 || bytes[at + 16] !== 58) return Number.NaN;
    const two = (from: number): number => (bytes[from]! - 48) * 10 + bytes[from + 1]! - 48;
    const date = two(at) * 1_000_000 + two(at + 2) * 10_000 + two(at + 5) * 100 + two(at + 8);
    if (date !== day) {
      day = date;
      dayTime = Date.UTC(two(at) * 100 + two(at + 2), two(at + 5) - 1, two(at + 8)) / 1000;
    }
    const time = dayTime + two(at + 11) * 3600 + two(at + 14) * 60 + two(at + 17);
    at += 19;
    if (bytes[at] !== 46 && bytes[at] !== 44) return time;
    let fraction = 0;
    let unit = 1;
    for (at += 1; unit < 1e6 && bytes[at]! >= 48 && bytes[at]! <= 57; at++) {
      fraction = fraction * 10 + bytes[at]! - 48;
      unit *= 10;
    }
    return time + fraction / unit;
  };
}
