import { BAR } from './byte-classes';
import { type Chunk, matchShape } from './known-shape';
import { hasLayout } from './line-layout';
import type { PlainLine } from './line-reader';
import type { Position } from './position';
import type { Recorder } from './recorder';
import { type Shape, shapeOf } from './shape';
import { createShapeMemory } from './shape-memory';
import { createShapeReader, type LineBytes } from './shape-reader';
import { createScan, scanShape } from './shape-scan';

/** Reads lines whose shape came up before, from their bytes. */
export interface RepeatedLines {
  /**
   * False: the shape is new; the line has to be read as text, and `learn` called. `before`: UTF-16 units of the line before its bytes.
   * `context`: what the lines above it said.
   */
  read(bytes: Buffer, start: number, end: number, number: number, before: number, context: number): boolean;
  /** What a line said when it was read as text, if it is a plain one. `start`: byte offset of the line. */
  learn(line: PlainLine | undefined, text: string, start: number): void;
  /** Whether the line is the beginning of lines of metrics that came up before, and isn't one of them itself. */
  isBeginning(bytes: Buffer, start: number, end: number): boolean;
}

export function createRepeatedLines(position: Position, recorder: Recorder): RepeatedLines {
  const scan = createScan();
  const shapes = createShapeMemory<Shape>();
  const readBy = createShapeReader(position, recorder);
  const line: LineBytes = { bytes: Buffer.alloc(0), start: 0, number: 0, before: 0 };
  /** The shape of the line before. */
  let last: Shape | undefined;
  /** The line has a shape that can be remembered. */
  let isScanned = false;
  let context = 0;
  let chunk: Chunk = { bytes: new Uint8Array(), view: new DataView(new ArrayBuffer(0)) };

  function readExpected(shape: Shape, end: number): boolean {
    const { start } = line;
    const layout = shape.layouts.find(end - start);
    if (layout !== undefined && hasLayout(layout, chunk.view, start)) {
      readBy(shape, line, layout, start);
      return true;
    }
    if (!matchShape(scan, shape.known, chunk, start, end)) return false;
    shape.layouts.learn(scan, chunk.bytes, start, end);
    readBy(shape, line, scan, 0);
    return true;
  }

  function follow(shape: Shape | undefined): void {
    if (last !== undefined) last.next = shape;
    last = shape;
  }

  return {
    read(bytes, start, end, number, before, inContext) {
      const expected = last?.next;
      context = inContext;
      if (chunk.bytes !== bytes) chunk = { bytes, view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength) };
      line.bytes = bytes;
      line.start = start;
      line.number = number;
      line.before = before;
      if (expected !== undefined && expected.context === context && readExpected(expected, end)) {
        last = expected;
        return true;
      }
      isScanned = scanShape(scan, bytes, start, end);
      const shape = isScanned ? shapes.find(scan) : undefined;
      if (shape === undefined || shape.context !== context) return false;
      readBy(shape, line, scan, 0);
      follow(shape);
      return true;
    },
    learn(plain, text, start) {
      const shape = isScanned && plain !== undefined ? shapeOf(scan, plain, { text, start, context }) : undefined;
      isScanned = false;
      if (shape !== undefined) shapes.learn(scan.first, scan.second, shape);
      follow(shape);
    },
    isBeginning(bytes, start, end) {
      if (!scanShape(scan, bytes, start, end) || shapes.find(scan) !== undefined) return false;
      let length = scan.length;
      // The last number, or the last of a run of blanks, may be cut off itself.
      while (length > 0 && scan.shape[length - 1]! <= BAR) length -= 1;
      const isLonger = ({ slots, known }: Shape): boolean => {
        if (slots.length === 0 || known.text.length <= length) return false;
        for (let at = 0; at < length - 1; at++) if (known.text[at] !== scan.shape[at]) return false;
        return true;
      };
      return length > 0 && shapes.some(isLonger);
    },
  };
}
