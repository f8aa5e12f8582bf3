import { chineseOr } from '../formats/bytes';
import type { RunSink } from '../reader';
import { createLineReader } from './line-reader';
import { createPosition } from './position';
import { createRecorder } from './recorder';
import { createRepeatedLines } from './repeated-lines';

export interface TextLog {
  /** A line, or the part of it after `before` UTF-16 units, as bytes without its end. */
  bytes(bytes: Buffer, start: number, end: number, number: number, before: number): void;
  /** Reads the line that begins at `start` if it is the one that is expected and ends in LF; gives where it ends, else -1. */
  expected(bytes: Buffer, start: number, number: number): number;
  /** A line as text. */
  line(text: string, number: number, before?: number): void;
  /** The line with this number is the last one, and has no end. */
  unended(number: number): void;
  end(): void;
}

/**
 * Reads a log line by line; for files, and for output that other formats carry. A line whose shape came up before is read by that
 * shape, from its bytes; any other line is read as text.
 */
export function createTextLog(sink: RunSink, path = ''): TextLog {
  const position = createPosition();
  const recorder = createRecorder();
  const reader = createLineReader(sink, position, recorder, path);
  const repeated = createRepeatedLines(position, recorder);
  let unendedLine = -1;
  /** What the last line that was read as text left behind. */
  let isInside = false;
  let context = reader.context;

  function note(): void {
    isInside = reader.isInside();
    context = reader.context;
  }

  function bytesLine(bytes: Buffer, from: number, end: number, number: number, before: number): void {
    let start = from;
    while (start < end && bytes[start] === 0) start += 1;
    if (end === start) {
      reader.empty(number);
      note();
      return;
    }
    const skipped = before + start - from;
    if (!isInside && number !== unendedLine && repeated.read(bytes, start, end, number, skipped, context)) return;
    const asUtf8 = bytes.toString('utf8', start, end);
    const text = chineseOr(asUtf8, bytes.subarray(start, end));
    if (number === unendedLine && repeated.isBeginning(bytes, start, end)) {
      reader.beginning(text, number, skipped);
      return;
    }
    const plain = reader.line(text, number, skipped);
    // The places of numbers are looked for in UTF-8.
    repeated.learn(text === asUtf8 ? plain : undefined, text, start);
    note();
  }

  return {
    bytes: bytesLine,
    expected: (bytes, start, number) =>
      isInside || number === unendedLine ? -1 : repeated.readExpected(bytes, start, number, context),
    line: (text, number, before = 0) => void reader.line(text, number, before),
    unended(number) {
      unendedLine = number;
      reader.unended(number);
    },
    end() {
      reader.end();
      const plan = position.plan();
      if (plan !== undefined) sink.planned(plan);
    },
  };
}
