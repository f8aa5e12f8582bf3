import type { RunFile } from '../reader';
import { textBytes } from './bytes';

/**
 * Bytes of one line, without its end, from `start` up to `end` of `bytes`. Valid during the call only. `number` counts from 1, as an
 * editor does: LF and CRLF end a line. A lone CR (a progress bar is drawn again) only ends a part of it; `before` says how many
 * UTF-16 units of the line are before the part.
 */
export type OnLine = (bytes: Buffer, start: number, end: number, number: number, before: number) => void;

export interface LineOptions {
  /** Longer lines are cut off here. Bytes. */
  readonly limit?: number;
  /** Gets the number of each line that was cut off. */
  readonly onCut?: (number: number) => void;
  /**
   * Reads a line that begins at `start` if its first bytes show which it is and a LF ends it; gives the offset of that LF, else -1. A
   * line that is recognized need not be searched for its end.
   */
  readonly onExpected?: (bytes: Buffer, start: number, number: number) => number;
  /** Called before the file's last line if that line has no line end: its last value may be incomplete. */
  readonly onUnended?: (number: number) => void;
}

/** What to report of a last line without an end. */
export const UNENDED = 'the last line has no newline, so its last value may be incomplete';

const LF = 10;
const CR = 13;

/** Calls `onLine` for each line, or each part of it where lone CRs divide it. Holds one chunk and one line. */
export async function eachLine(file: RunFile, onLine: OnLine, options: LineOptions = {}): Promise<void> {
  const splitter = splitLines(onLine, options);
  for await (const chunk of textBytes(file)) splitter.push(chunk);
  splitter.end();
}

/** The same for chunks that the caller pushes. */
export function splitLines(onLine: OnLine, options: LineOptions = {}): { push(chunk: Buffer): void; end(): void } {
  let number = 1;
  /** UTF-16 units of the line before the current part. */
  let before = 0;
  /** The last chunk ended in CR, which may be half of a CRLF. */
  let returned = false;
  const expected = options.onExpected;
  const held = createHeld(options.limit ?? 1 << 20, () => options.onCut?.(number));

  function emit(bytes: Buffer, start: number, end: number, isReturn: boolean): void {
    onLine(bytes, start, end, number, before);
    if (isReturn) before += widthOf(bytes, start, end) + 1;
    else nextLine();
  }

  function emitHeld(isReturn: boolean): void {
    const line = held.take();
    emit(line, 0, line.length, isReturn);
  }

  function nextLine(): void {
    number += 1;
    before = 0;
  }

  function push(chunk: Buffer): void {
    let start = 0;
    if (returned && chunk.length > 0) {
      returned = false;
      if (chunk[0] === LF) {
        start = 1;
        nextLine();
      }
    }
    let nextReturn = chunk.indexOf(CR, start);
    let nextFeed = chunk.indexOf(LF, start);
    for (;;) {
      if (expected !== undefined && before === 0 && held.length === 0) {
        const feed = expected(chunk, start, number);
        if (feed !== -1) {
          start = feed + 1;
          nextLine();
          continue;
        }
      }
      if (nextReturn !== -1 && nextReturn < start) nextReturn = chunk.indexOf(CR, start);
      if (nextFeed !== -1 && nextFeed < start) nextFeed = chunk.indexOf(LF, start);
      const endsInReturn = nextReturn !== -1 && (nextFeed === -1 || nextReturn < nextFeed);
      const end = endsInReturn ? nextReturn : nextFeed;
      if (end === -1) break;
      const isReturn = endsInReturn && chunk[end + 1] !== LF;
      if (held.length > 0) {
        held.add(chunk.subarray(start, end));
        emitHeld(isReturn);
      } else emit(chunk, start, end, isReturn);
      start = end + (endsInReturn && !isReturn ? 2 : 1);
      if (isReturn && start === chunk.length) returned = true;
    }
    if (start < chunk.length) held.add(chunk.subarray(start));
  }

  return {
    push,
    end() {
      if (held.length === 0) return;
      options.onUnended?.(number);
      emitHeld(false);
    },
  };
}

/** The beginning of a line whose end is in a later chunk: up to `limit` bytes of it. */
function createHeld(limit: number, onCut: () => void): { readonly length: number; add(bytes: Buffer): void; take(): Buffer } {
  let parts: Buffer[] = [];
  let length = 0;
  let cut = false;
  return {
    get length() {
      return length;
    },
    add(bytes) {
      if (bytes.length === 0) return;
      const room = limit - length;
      if (bytes.length > room && !cut) {
        cut = true;
        onCut();
      }
      if (room <= 0) return;
      const part = Buffer.from(bytes.subarray(0, room));
      parts.push(part);
      length += part.length;
    },
    take() {
      const line = parts.length === 1 ? parts[0]! : Buffer.concat(parts, length);
      parts = [];
      length = 0;
      cut = false;
      return line;
    },
  };
}

/** UTF-16 units of the text that the bytes spell: one a character, two where it is four bytes long. */
export function widthOf(bytes: Buffer, start: number, end: number): number {
  let at = start;
  /** Bytes beyond one for each unit. */
  let extra = 0;
  while (at < end) {
    const byte = bytes[at]!;
    if (byte < 0x80) {
      at += 1;
      continue;
    }
    const length = byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
    if (!isCharacter(bytes, at, length, end)) return bytes.toString('utf8', start, end).length;
    extra += length === 4 ? 2 : length - 1;
    at += length;
  }
  return end - start - extra;
}

/** Whether so many bytes from `at` on are a character, by their first bits. Those that are no UTF-8 in another way are rare. */
function isCharacter(bytes: Buffer, at: number, length: number, end: number): boolean {
  const first = bytes[at]!;
  if (first < 0xc2 || first > 0xf3 || first === 0xe0 || first === 0xed || first === 0xf0 || at + length > end) return false;
  for (let next = at + 1; next < at + length; next++) if ((bytes[next]! & 0xc0) !== 0x80) return false;
  return true;
}
