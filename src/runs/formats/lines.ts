import type { RunFile } from '../reader';
import { textBytes } from './bytes';

/** Bytes of one line, without its end, from `start` up to `end` of `bytes`; `number` counts from 1. Valid during the call only. */
export type OnLine = (bytes: Buffer, start: number, end: number, number: number) => void;

export interface LineOptions {
  /** Longer lines are cut off here. Bytes. */
  readonly limit?: number;
  /** Gets the number of each line that was cut off. */
  readonly onCut?: (number: number) => void;
  /** Called before the file's last line if that line has no line end: its last value may be incomplete. */
  readonly onUnended?: (number: number) => void;
}

const LF = 10;
const CR = 13;

/** Calls `onLine` for each line. CR (progress bars), LF and CRLF end a line. Holds one chunk and one line. */
export async function eachLine(file: RunFile, onLine: OnLine, options: LineOptions = {}): Promise<void> {
  const splitter = splitLines(onLine, options);
  for await (const chunk of textBytes(file)) splitter.push(chunk);
  splitter.end();
}

/** The same for chunks that the caller pushes. */
export function splitLines(
  onLine: OnLine,
  { limit = 1 << 20, onCut, onUnended }: LineOptions = {},
): { push(chunk: Buffer): void; end(): void } {
  let number = 1;
  let rest: Buffer[] = [];
  let restLength = 0;
  let cut = false;
  let skipLineFeed = false;

  function emit(bytes: Buffer, start: number, end: number): void {
    onLine(bytes, start, end, number);
    number += 1;
  }

  function hold(bytes: Buffer): void {
    if (bytes.length === 0) return;
    const room = limit - restLength;
    if (bytes.length > room && !cut) {
      cut = true;
      onCut?.(number);
    }
    if (room <= 0) return;
    const part = Buffer.from(bytes.subarray(0, room));
    rest.push(part);
    restLength += part.length;
  }

  function finishHeld(bytes: Buffer, start: number, end: number): void {
    hold(bytes.subarray(start, end));
    const line = rest.length === 1 ? rest[0]! : Buffer.concat(rest, restLength);
    rest = [];
    restLength = 0;
    cut = false;
    emit(line, 0, line.length);
  }

  function push(chunk: Buffer): void {
    let start = skipLineFeed && chunk[0] === LF ? 1 : 0;
    if (chunk.length > 0) skipLineFeed = false;
    let nextReturn = chunk.indexOf(CR, start);
    let nextFeed = chunk.indexOf(LF, start);
    for (;;) {
      if (nextReturn !== -1 && nextReturn < start) nextReturn = chunk.indexOf(CR, start);
      if (nextFeed !== -1 && nextFeed < start) nextFeed = chunk.indexOf(LF, start);
      const isReturn = nextReturn !== -1 && (nextFeed === -1 || nextReturn < nextFeed);
      const end = isReturn ? nextReturn : nextFeed;
      if (end === -1) break;
      if (restLength > 0) finishHeld(chunk, start, end);
      else emit(chunk, start, end);
      start = end + 1;
      if (isReturn) {
        if (start === chunk.length) skipLineFeed = true;
        else if (chunk[start] === LF) start += 1;
      }
    }
    if (start < chunk.length) hold(chunk.subarray(start));
  }

  return {
    push,
    end() {
      if (restLength === 0) return;
      onUnended?.(number);
      finishHeld(Buffer.alloc(0), 0, 0);
    },
  };
}
