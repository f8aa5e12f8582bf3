import { LAST_MARK } from './byte-classes';
import { type Chunk, knownShape, matchShape } from './known-shape';
import { createLayouts, hasLayout } from './line-layout';
import type { PlainLine } from './line-reader';
import type { Position } from './position';
import type { Recorder } from './recorder';
import { type Shape, shapeOf } from './shape';
import { createShapeMemory } from './shape-memory';
import { createShapeReader, type LineBytes, type ShapeReader } from './shape-reader';
import { createScan, type ShapeScan, scanShape } from './shape-scan';
import { createSilentLines } from './silent-lines';

/** Reads lines whose shape came up before, from their bytes. */
export interface RepeatedLines {
  /**
   * False: the shape is new; the line has to be read as text, and `learn` called. `before`: UTF-16 units of the line before its bytes.
   * `context`: what the lines above it said.
   */
  read(bytes: Buffer, start: number, end: number, number: number, before: number, context: number): boolean;
  /**
   * Reads the line that begins at `start` if it is as long as the last one of the shape that is expected here, is of that shape, and ends
   * in LF; gives where it ends, else -1.
   */
  readExpected(bytes: Buffer, start: number, number: number, context: number): number;
  /** What a line said when it was read as text, if it is a plain one. `start`: byte offset of the line. */
  learn(line: PlainLine | undefined, text: string, start: number): void;
  /** Whether the line is the beginning of lines of metrics that came up before, and isn't one of them itself. */
  isBeginning(bytes: Buffer, start: number, end: number): boolean;
}

const LF = 10;
const COMMA = 44;

export function createRepeatedLines(position: Position, recorder: Recorder): RepeatedLines {
  const scan = createScan();
  const shapes = createShapeMemory<Shape>();
  const silent = createSilentLines();
  const expected = createExpectedLines(createShapeReader(position, recorder), scan);
  /** The line has a shape that can be remembered. */
  let isScanned = false;
  let context = 0;

  return {
    read(bytes, start, end, number, before, inContext) {
      context = inContext;
      expected.at(bytes, start, number, before);
      if (expected.isNext(end, context)) return true;
      isScanned = scanShape(scan, bytes, start, end);
      const shape = isScanned ? shapes.find(scan, context) : undefined;
      if (shape === undefined) return isScanned && silent.has(scan, context);
      expected.found(shape);
      return true;
    },
    readExpected: expected.read,
    learn(plain, text, start) {
      const shape = isScanned && plain !== undefined ? shapeOf(scan, plain, { text, start, context }) : undefined;
      isScanned = false;
      silent.note(saidBy(shape, plain));
      // The beginning of a line of metrics is known by its shape.
      if (shape !== undefined && shape.slots.length > 0) shape.known = knownShape(scan);
      if (shape !== undefined) shapes.learn(scan, context, shape);
      expected.follow(shape);
    },
    isBeginning(bytes, start, end) {
      if (!scanShape(scan, bytes, start, end) || shapes.find(scan, context) !== undefined) return false;
      let length = scan.length;
      // The last number, or the last of a run of blanks, may be cut off itself; a number also between its thousands.
      while (length > 0 && (scan.shape[length - 1]! <= LAST_MARK || scan.shape[length - 1] === COMMA)) length -= 1;
      const isLonger = ({ slots, known }: Shape): boolean => {
        if (slots.length === 0 || known === undefined || known.text.length <= length) return false;
        for (let at = 0; at < length - 1; at++) if (known.text[at] !== scan.shape[at]) return false;
        return true;
      };
      return length > 0 && shapes.some(isLonger);
    },
  };
}

function saidBy(shape: Shape | undefined, plain: PlainLine | undefined): 'nothing' | 'something' | 'unknown' {
  if (shape === undefined) return plain?.meaning === undefined ? 'unknown' : 'something';
  return shape.isSilent ? 'nothing' : 'something';
}

/** Reads lines that follow in the order in which their shapes came up before. */
interface ExpectedLines {
  /** Says which line is next. */
  at(bytes: Buffer, start: number, number: number, before: number): void;
  /** Reads the line if it has the shape that is expected. */
  isNext(end: number, context: number): boolean;
  read: RepeatedLines['readExpected'];
  /** Reads the line, which was scanned, by a shape that wasn't expected. */
  found(shape: Shape): void;
  /** A line with this shape was read. */
  follow(shape: Shape | undefined): void;
}

function createExpectedLines(readBy: ShapeReader, scan: ShapeScan): ExpectedLines {
  const line: LineBytes = { bytes: Buffer.alloc(0), start: 0, number: 0, before: 0 };
  let chunk: Chunk = { bytes: new Uint8Array(), view: new DataView(new ArrayBuffer(0)) };
  /** The shape of the line before. */
  let last: Shape | undefined;

  function at(bytes: Buffer, start: number, number: number, before: number): void {
    if (chunk.bytes !== bytes) chunk = { bytes, view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength) };
    line.bytes = bytes;
    line.start = start;
    line.number = number;
    line.before = before;
  }

  function hasShape(shape: Shape, end: number): boolean {
    const { start } = line;
    const { known, layouts } = shape;
    if (known === undefined || layouts === undefined) return false;
    const layout = layouts.find(end - start);
    if (layout !== undefined && hasLayout(layout, chunk.view, start)) {
      layouts.found(layout);
      readBy(shape, line, layout, start);
      return true;
    }
    if (!matchShape(scan, known, chunk, start, end)) return false;
    layouts.learn(scan, chunk.bytes, start, end);
    readBy(shape, line, scan, 0);
    return true;
  }

  function follow(shape: Shape | undefined): void {
    if (last !== undefined) last.next = shape;
    last = shape;
  }

  return {
    at,
    isNext(end, context) {
      const shape = last?.next;
      if (shape === undefined || shape.context !== context || !hasShape(shape, end)) return false;
      last = shape;
      return true;
    },
    read(bytes, start, number, context) {
      const shape = last?.next;
      const layout = shape?.layouts?.last;
      if (shape === undefined || layout === undefined || shape.context !== context) return -1;
      const end = start + layout.length;
      if (bytes[end] !== LF) return -1;
      at(bytes, start, number, 0);
      if (!hasLayout(layout, chunk.view, start)) return -1;
      readBy(shape, line, layout, start);
      shape.layouts?.found(layout);
      last = shape;
      return end;
    },
    found(shape) {
      shape.known ??= knownShape(scan);
      shape.layouts ??= createLayouts();
      readBy(shape, line, scan, 0);
      follow(shape);
    },
    follow,
  };
}
