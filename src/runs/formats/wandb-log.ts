import { crc32 } from 'node:zlib';
import type { RunFile } from '../reader';
import type { RecordListener } from './tfrecord';

const BLOCK = 32768;
const HEADER = 7;
const LONGEST = 64 << 20;

enum Part {
  Full = 1,
  First = 2,
  Middle = 3,
  Last = 4,
}

/**
 * Streams the records of a `.wandb` file: 7 bytes of its own (`:W&B`, 0xBEE1, version), then LevelDB's log format: blocks of 32 KiB,
 * in them parts of records, each with CRC-32 (the IEEE one, of type and data), length and type.
 */
export async function eachWandbRecord(file: RunFile, listener: RecordListener): Promise<void> {
  const parser = createParser(listener);
  let block = Buffer.alloc(0);
  for await (const chunk of file.open()) {
    block = Buffer.concat([block, chunk]);
    while (block.length >= BLOCK) {
      if (!parser.block(block.subarray(0, BLOCK), false)) return;
      block = block.subarray(BLOCK);
    }
  }
  if (!parser.block(block, true)) return;
  parser.end();
}

function createParser(listener: RecordListener): { block(bytes: Buffer, isLast: boolean): boolean; end(): void } {
  let started = false;
  let number = 1;
  let parts: Buffer[] = [];
  let size = 0;
  let open = false;
  let cut = false;

  function part(type: number, data: Buffer): void {
    if (type === Part.Full || type === Part.First) {
      if (open) lost('a record has no end: it is not read');
      parts = [];
      size = 0;
    } else if (!open) {
      lost('a record has no beginning: it is not read');
      return;
    }
    open = type === Part.First || type === Part.Middle;
    size += data.length;
    if (size <= LONGEST) parts.push(Buffer.from(data));
    if (open) return;
    if (size <= LONGEST) {
      const whole = parts.length === 1 ? parts[0]! : Buffer.concat(parts);
      listener.record(whole, 0, whole.length, number);
    }
    number += 1;
    parts = [];
  }

  function lost(message: string): void {
    listener.problem(message, number);
    number += 1;
    open = false;
    parts = [];
  }

  function block(bytes: Buffer, isLast: boolean): boolean {
    let at = 0;
    if (!started) {
      started = true;
      if (bytes.length === 0) {
        listener.problem('the file is empty', 1);
        return false;
      }
      if (!bytes.subarray(0, 4).equals(MAGIC) || bytes.length < HEADER || bytes.readUInt16LE(4) !== 0xbee1) {
        listener.problem('not a .wandb file: its first bytes are others', 1);
        return false;
      }
      at = HEADER;
    }
    while (at + HEADER <= bytes.length) {
      const length = bytes.readUInt16LE(at + 4);
      const type = bytes[at + 6]!;
      if (type === 0 && length === 0) break;
      const end = at + HEADER + length;
      if (type < Part.Full || type > Part.Last || end > bytes.length) {
        if (isLast && type >= Part.Full && type <= Part.Last) {
          cut = true;
          return true;
        }
        lost('damaged: the rest of the block is not read');
        return true;
      }
      if (crc32(bytes.subarray(at + 6, end)) === bytes.readUInt32LE(at)) part(type, bytes.subarray(at + HEADER, end));
      else lost('the checksum of a record is wrong: it is not read');
      at = end;
    }
    if (isLast && at < bytes.length && bytes.length - at < HEADER && bytes.subarray(at).some((byte) => byte !== 0)) cut = true;
    return true;
  }

  return {
    block,
    end() {
      if (cut || open) listener.problem('the file ends inside a record: its last values are lost', number);
      else if (number === 1) listener.problem('the file holds its header only', 1);
    },
  };
}

const MAGIC = Buffer.from(':W&B');
