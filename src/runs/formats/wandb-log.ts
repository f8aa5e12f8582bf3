import { crc32 } from 'node:zlib';
import type { RunFile } from '../reader';
import type { RecordListener } from './tfrecord';

const BLOCK = 32768;
/** Of the file, and of each part of a record. Bytes. */
const HEADER = 7;
const LONGEST = 64 << 20;
const MAGIC = Buffer.from(':W&B');

enum Part {
  Full = 1,
  First = 2,
  Middle = 3,
  Last = 4,
}

/**
 * Streams the records of a `.wandb` file: a header of 7 bytes (`:W&B`, 0xBEE1, version), then LevelDB's log format: blocks of
 * 32 KiB that hold parts of records, each with a CRC-32 (the IEEE one, of type and data), length and type.
 */
export async function eachWandbRecord(file: RunFile, listener: RecordListener): Promise<void> {
  const assembler = createAssembler(listener);
  let isFirst = true;
  /** False: the file isn't a `.wandb` file. */
  const readBlock = (bytes: Buffer, isLast: boolean): boolean => {
    const fault = isFirst ? faultOfHeader(bytes) : undefined;
    if (fault !== undefined) {
      listener.problem(fault, 1);
      return false;
    }
    readParts(bytes, isFirst ? HEADER : 0, isLast, assembler);
    isFirst = false;
    return true;
  };
  let block = Buffer.alloc(0);
  for await (const chunk of file.open()) {
    block = Buffer.concat([block, chunk]);
    while (block.length >= BLOCK) {
      if (!readBlock(block.subarray(0, BLOCK), false)) return;
      block = block.subarray(BLOCK);
    }
  }
  if (readBlock(block, true)) assembler.end();
}

function faultOfHeader(bytes: Buffer): string | undefined {
  if (bytes.length === 0) return 'the file is empty';
  const isWandb = bytes.length >= HEADER && bytes.subarray(0, 4).equals(MAGIC) && bytes.readUInt16LE(4) === 0xbee1;
  return isWandb ? undefined : 'not a .wandb file: it does not begin with the header of one';
}

/** Reads the parts of records in one block. */
function readParts(bytes: Buffer, from: number, isLast: boolean, assembler: Assembler): void {
  let at = from;
  while (at + HEADER <= bytes.length) {
    const length = bytes.readUInt16LE(at + 4);
    const type = bytes[at + 6]!;
    if (type === 0 && length === 0) break;
    const end = at + HEADER + length;
    const isKnown = type >= Part.Full && type <= Part.Last;
    if (!isKnown || end > bytes.length) {
      if (isLast && isKnown) assembler.cut();
      else assembler.lose('the block is damaged, so the rest of it was skipped');
      return;
    }
    if (crc32(bytes.subarray(at + 6, end)) === bytes.readUInt32LE(at)) assembler.add(type, bytes.subarray(at + HEADER, end));
    else assembler.lose('the checksum of a record is wrong, so the record was skipped');
    at = end;
  }
  const rest = bytes.subarray(at);
  if (isLast && rest.length < HEADER && rest.some((byte) => byte !== 0)) assembler.cut();
}

/** Puts the parts of records together. */
interface Assembler {
  add(type: Part, data: Buffer): void;
  /** A record is damaged. */
  lose(problem: string): void;
  /** The file ends inside a part. */
  cut(): void;
  end(): void;
}

function createAssembler(listener: RecordListener): Assembler {
  let number = 1;
  let parts: Buffer[] = [];
  let size = 0;
  let isOpen = false;
  let isCut = false;

  function lose(problem: string): void {
    listener.problem(problem, number);
    number += 1;
    isOpen = false;
    parts = [];
  }

  return {
    add(type, data) {
      if (type === Part.Full || type === Part.First) {
        if (isOpen) lose('a record has no end, so it was skipped');
        parts = [];
        size = 0;
      } else if (!isOpen) {
        lose('a record has no beginning, so it was skipped');
        return;
      }
      isOpen = type === Part.First || type === Part.Middle;
      size += data.length;
      if (size <= LONGEST) parts.push(Buffer.from(data));
      if (isOpen) return;
      if (size <= LONGEST) {
        const whole = parts.length === 1 ? parts[0]! : Buffer.concat(parts);
        listener.record(whole, 0, whole.length, number);
      }
      number += 1;
      parts = [];
    },
    lose,
    cut: () => void (isCut = true),
    end() {
      if (isCut || isOpen) listener.cut?.(number);
      else if (number === 1) listener.problem('the file contains only its header', 1);
    },
  };
}
