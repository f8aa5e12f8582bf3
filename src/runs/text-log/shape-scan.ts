/**
 * Lines of a log repeat in shape: the same text with other numbers. A line's shape is its bytes with each free-standing number
 * replaced by a mark of its kind; what one line of a shape was found to say, all of them say, with their own numbers. So most lines
 * need no string and no regular expression.
 */
export interface ShapeScan {
  /** Free-standing numbers of the line scanned last: bytes from `starts[i]` up to `ends[i]`. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  count: number;
  /** Bytes that are no character of their own (UTF-8 continuation) came up: columns are not byte offsets. */
  wide: boolean;
  /** Two hashes of the shape. */
  first: number;
  second: number;
  /** The shape itself, `length` bytes of it: the text with marks in place of numbers. */
  readonly shape: Uint8Array;
  length: number;
}

const SLOTS = 64;
const LONGEST = 2048;

export const createScan = (): ShapeScan => ({
  starts: new Int32Array(SLOTS),
  ends: new Int32Array(SLOTS),
  count: 0,
  wide: false,
  first: 0,
  second: 0,
  shape: new Uint8Array(LONGEST),
  length: 0,
});

const OTHER = 0;
const DIGIT = 1;
/** Letters, underscore, `@` and all beyond ASCII: digits behind them belong to the word. */
const LETTER = 2;
const CONTROL = 3;
/** Space, `#`, `=` and `.`, of whose runs only the first and the last count. */
const RUN = 4;
const HIGH = 5;

const CLASS = new Uint8Array(256);
for (let byte = 0; byte < 256; byte++) {
  if (byte >= 48 && byte <= 57) CLASS[byte] = DIGIT;
  else if ((byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122) || byte === 95 || byte === 64) CLASS[byte] = LETTER;
  else if (byte >= 0x80) CLASS[byte] = HIGH;
  else if (byte === 27 || byte < 9) CLASS[byte] = CONTROL;
  else if (byte === 32 || byte === 35 || byte === 61 || byte === 46) CLASS[byte] = RUN;
}

/** Marks that stand for what was left out; bytes of text are larger than these. */
const INTEGER = 1;
const DECIMAL = 2;
const BAR = 3;

/**
 * Scans a line: two hashes of its shape (32 bits each) and where its numbers are. False: the line has no shape to be remembered
 * (control sequences, too long, too many numbers).
 */
export function scanShape(scan: ShapeScan, bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start > LONGEST) return false;
  const { starts, ends, shape } = scan;
  let length = 0;
  let first = 0x811c9dc5 | 0;
  let second = 17;
  let count = 0;
  let wide = false;
  let inWord = false;
  let at = start;
  while (at < end) {
    let byte = bytes[at]!;
    const kind = CLASS[byte]!;
    if (kind === LETTER || (kind === DIGIT && inWord)) {
      inWord = true;
      at += 1;
    } else if (kind === OTHER) {
      inWord = false;
      at += 1;
    } else if (kind === RUN) {
      inWord = false;
      at += 1;
      // The last of a run is hashed by the next turn.
      if (bytes[at]! === byte) while (at + 1 < end && bytes[at + 1]! === byte) at += 1;
    } else if (kind === DIGIT) {
      if (count === SLOTS) return false;
      starts[count] = hasSign(bytes, start, at) ? at - 1 : at;
      const next = numberEnd(bytes, at, end);
      byte = next < 0 || (at > start && bytes[at - 1]! === 46) ? DECIMAL : INTEGER;
      at = next < 0 ? -next : next;
      ends[count] = at;
      count += 1;
    } else if (kind === HIGH) {
      wide = true;
      inWord = true;
      // Block elements and lines, of which progress bars are drawn: however many of them, one mark.
      if (byte === 0xe2 && at + 2 < end && bytes[at + 1]! >= 0x94 && bytes[at + 1]! <= 0x96) {
        while (at + 2 < end && bytes[at]! === 0xe2 && bytes[at + 1]! >= 0x94 && bytes[at + 1]! <= 0x96) at += 3;
        byte = BAR;
        inWord = false;
      } else at += 1;
    } else return false;
    shape[length] = byte;
    length += 1;
    first = Math.imul(first ^ byte, 0x01000193);
    second = ((second << 5) - second + byte) | 0;
  }
  scan.count = count;
  scan.wide = wide;
  scan.first = first;
  scan.second = second;
  scan.length = length;
  return true;
}

/** A shape made ready to be compared with lines: three numbers a step. */
export interface KnownShape {
  readonly text: Uint8Array;
  /** [LITERAL, from, up to] of `text`, [REPEATED, byte, 0], [INTEGER or DECIMAL, has a sign, follows a point], [BAR, 0, 0]. */
  readonly steps: Int32Array;
  readonly wide: boolean;
}

const LITERAL = 0;
const REPEATED = 4;

export function knownShape(scan: ShapeScan): KnownShape {
  const text = scan.shape.slice(0, scan.length);
  const steps: number[] = [];
  for (let at = 0; at < text.length; ) {
    const byte = text[at]!;
    const isRun = (index: number): boolean => CLASS[text[index]!] === RUN && text[index + 1] === text[index];
    if (byte === BAR) {
      steps.push(BAR, 0, 0);
      at += 1;
    } else if (byte < BAR) {
      steps.push(byte, hasSign(text, 0, at) ? 1 : 0, at > 0 && text[at - 1] === 46 ? 1 : 0);
      at += 1;
    } else if (isRun(at)) {
      steps.push(REPEATED, byte, 0);
      at += 2;
    } else {
      const from = at;
      while (at < text.length && text[at]! > BAR && !isRun(at)) at += 1;
      steps.push(LITERAL, from, at);
    }
  }
  return { text, steps: Int32Array.from(steps), wide: scan.wide };
}

/** Whether the line has this shape, and where its numbers are: what `scanShape` would find, for less than half of its time. */
export function matchShape(scan: ShapeScan, known: KnownShape, bytes: Uint8Array, start: number, end: number): boolean {
  const { starts, ends } = scan;
  const { text, steps } = known;
  let at = start;
  let count = 0;
  for (let index = 0; index < steps.length; index += 3) {
    const step = steps[index]!;
    const first = steps[index + 1]!;
    if (step === LITERAL) {
      const last = steps[index + 2]!;
      if (at + last - first > end) return false;
      for (let wanted = first; wanted < last; wanted++) if (bytes[at++]! !== text[wanted]!) return false;
    } else if (step <= DECIMAL) {
      if (at >= end || CLASS[bytes[at]!]! !== DIGIT) return false;
      const next = numberEnd(bytes, at, end);
      const mark = next < 0 || steps[index + 2]! === 1 ? DECIMAL : INTEGER;
      if (mark !== step) return false;
      starts[count] = at - first;
      at = next < 0 ? -next : next;
      ends[count] = at;
      count += 1;
    } else if (step === REPEATED) {
      // Two in the shape stand for any run of at least two.
      if (at + 1 >= end || bytes[at]! !== first || bytes[at + 1]! !== first) return false;
      while (at < end && bytes[at]! === first) at += 1;
    } else {
      const from = at;
      while (at + 2 < end && bytes[at]! === 0xe2 && bytes[at + 1]! >= 0x94 && bytes[at + 1]! <= 0x96) at += 3;
      if (at === from) return false;
    }
  }
  scan.count = count;
  scan.wide = known.wide;
  return at === end;
}

/** A sign belongs to the number unless it joins it to a word or to another number. */
function hasSign(bytes: Uint8Array, start: number, at: number): boolean {
  if (at === start) return false;
  const sign = bytes[at - 1]!;
  if (sign !== 45 && sign !== 43) return false;
  if (at - 1 === start) return true;
  const before = CLASS[bytes[at - 2]!]!;
  return before === OTHER || before === RUN;
}

/** Where the number ends that begins at `at` with a digit; negative: it has a point or an exponent. */
function numberEnd(bytes: Uint8Array, from: number, end: number): number {
  let at = from + 1;
  while (at < end && CLASS[bytes[at]!]! === DIGIT) at += 1;
  let decimal = false;
  if (at < end && bytes[at]! === 46) {
    decimal = true;
    at += 1;
    while (at < end && CLASS[bytes[at]!]! === DIGIT) at += 1;
  }
  if (at < end && (bytes[at]! | 32) === 101) {
    let next = at + 1;
    if (next < end && (bytes[next]! === 45 || bytes[next]! === 43)) next += 1;
    if (next < end && CLASS[bytes[next]!]! === DIGIT) {
      decimal = true;
      at = next + 1;
      while (at < end && CLASS[bytes[at]!]! === DIGIT) at += 1;
    }
  }
  return decimal ? -at : at;
}

/** Index of the number that begins at `from` and ends at `to`; -1: none does. */
export function slotAt(scan: ShapeScan, from: number, to: number): number {
  for (let slot = 0; slot < scan.count; slot++) if (scan.starts[slot] === from && scan.ends[slot] === to) return slot;
  return -1;
}

/** Remembers up to 4,096 shapes; then begins anew, as a log that has more has no few that repeat. */
export interface ShapeMemory<Meaning> {
  find(scan: ShapeScan): Meaning | undefined;
  learn(first: number, second: number, meaning: Meaning): void;
}

const SIZE = 8192;

export function createShapeMemory<Meaning>(): ShapeMemory<Meaning> {
  const firsts = new Int32Array(SIZE);
  const seconds = new Int32Array(SIZE);
  let meanings: (Meaning | undefined)[] = new Array(SIZE).fill(undefined);
  let used = 0;

  function place(first: number, second: number): number {
    let index = (first ^ (first >>> 16)) & (SIZE - 1);
    while (meanings[index] !== undefined && (firsts[index] !== first || seconds[index] !== second))
      index = (index + 1) & (SIZE - 1);
    return index;
  }

  return {
    find: (scan) => meanings[place(scan.first, scan.second)],
    learn(first, second, meaning) {
      if (used === SIZE / 2) {
        meanings = new Array(SIZE).fill(undefined);
        used = 0;
      }
      const index = place(first, second);
      if (meanings[index] === undefined) used += 1;
      firsts[index] = first;
      seconds[index] = second;
      meanings[index] = meaning;
    },
  };
}
