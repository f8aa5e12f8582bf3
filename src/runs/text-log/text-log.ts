import type { RunSink } from '../reader';
import { createLineReader } from './line-reader';
import { createPosition } from './position';
import { createRepeatedLines } from './repeated-lines';

export interface TextLog {
  /** A line as bytes, without its end. */
  bytes(bytes: Buffer, start: number, end: number, number: number): void;
  /** A line as text. */
  line(text: string, number: number): void;
  /** The line with this number is the last one, and has no end. */
  unended(number: number): void;
  end(): void;
}

/**
 * Reads a log line by line; for files, and for output that other formats carry. A line whose shape came up before is read by that
 * shape, from its bytes; any other line is read as text.
 */
export function createTextLog(sink: RunSink): TextLog {
  const position = createPosition();
  const reader = createLineReader(sink, position);
  const repeated = createRepeatedLines(position);
  let unendedLine = -1;

  function bytesLine(bytes: Buffer, from: number, end: number, number: number): void {
    let start = from;
    while (start < end && bytes[start] === 0) start += 1;
    if (end === start) {
      reader.empty(number);
      return;
    }
    const mayRepeat = number !== unendedLine && !reader.isInTraceback();
    if (repeated.read(bytes, start, end, number, mayRepeat)) return;
    const text = bytes.toString('utf8', start, end);
    repeated.learn(reader.line(text, number), text, start);
  }

  return {
    bytes: bytesLine,
    line: (text, number) => void reader.line(text, number),
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
