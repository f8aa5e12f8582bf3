import type { RunFile } from '../reader';
import { isChecked } from './crc32c';

/** Bytes before and after the data: the length with its checksum, and the checksum of the data. */
const HEAD = 12;
const SUM = 4;
/** Longer records (images, graphs) are skipped. Bytes. */
const LONGEST = 32 << 20;

export interface RecordListener {
  /** The record's data from `start` to `end` of `bytes`; valid during the call only. `number` counts from 1. */
  record(bytes: Buffer, start: number, end: number, number: number): void;
  /** Damage: `number` is the record that it is in. */
  problem(message: string, number: number): void;
  /** The file ends inside this record; for formats that a program which was killed leaves like that. */
  cut?(number: number): void;
}

/**
 * Streams the records of a TFRecord file: length (8 bytes, little endian), masked CRC-32C of the length, data, masked CRC-32C of
 * the data. A record with a wrong checksum is skipped; after a wrong length, no more records can be found.
 */
export async function eachRecord(file: RunFile, listener: RecordListener): Promise<void> {
  /** The beginning of a record whose end is in a later chunk. */
  let held: Buffer = Buffer.alloc(0);
  let number = 1;
  /** Bytes of a long record that are still to be skipped. */
  let skip = 0;
  const isLength = createLengthCheck();

  /** Reads the whole records from `from` on; gives where the first that isn't whole begins. -1: the length of one is damaged. */
  function read(bytes: Buffer, from: number): number {
    let at = from;
    while (at + HEAD <= bytes.length) {
      if (!isLength(bytes, at)) return -1;
      const end = at + HEAD + lengthAt(bytes, at);
      if (end - at > LONGEST) skip = Math.max(0, end + SUM - bytes.length);
      else if (end + SUM > bytes.length) return at;
      else if (isChecked(bytes, at + HEAD, end)) listener.record(bytes, at + HEAD, end, number);
      else listener.problem('the checksum of a record is wrong, so the record was skipped', number);
      number += 1;
      at = end + SUM;
    }
    return Math.min(at, bytes.length);
  }

  /** The held beginning with as much of the chunk as its record still needs: for its length first. */
  function completed(bytes: Buffer, at: number): Buffer {
    const size = held.length < HEAD ? HEAD : HEAD + lengthAt(held, 0) + SUM;
    return Buffer.concat([held, bytes.subarray(at, at + size - held.length)]);
  }

  for await (const chunk of file.open()) {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    let at = 0;
    while (at < bytes.length) {
      const skipped = Math.min(skip, bytes.length - at);
      skip -= skipped;
      at += skipped;
      const isHeld = held.length > 0;
      const from = isHeld ? completed(bytes, at) : bytes;
      const done = read(from, isHeld ? 0 : at);
      if (done < 0) {
        listener.problem('the length of a record is damaged, so nothing after it can be read', number);
        return;
      }
      at = isHeld ? at + from.length - held.length : bytes.length;
      held = isHeld ? from.subarray(done) : Buffer.from(bytes.subarray(done));
    }
  }
  if (held.length > 0 || skip > 0) listener.problem('the file ends inside a record, so its last values are lost', number);
  else if (number === 1) listener.problem('the file is empty', 1);
}

const lengthAt = (bytes: Buffer, at: number): number => bytes.readUInt32LE(at) + bytes.readUInt32LE(at + 4) * 2 ** 32;

/** Lengths whose checksums are remembered. */
const REMEMBERED = 4096;

/** Tells whether the length of a record at an offset is as its checksum says. Few lengths come up again and again. */
function createLengthCheck(): (bytes: Buffer, at: number) => boolean {
  const sums = new Int32Array(REMEMBERED);
  const isKnown = new Uint8Array(REMEMBERED);
  return (bytes, at) => {
    const length = lengthAt(bytes, at);
    const sum = bytes.readInt32LE(at + 8);
    if (length < REMEMBERED && isKnown[length] === 1) return sums[length] === sum;
    if (!isChecked(bytes, at, at + 8)) return false;
    if (length < REMEMBERED) {
      sums[length] = sum;
      isKnown[length] = 1;
    }
    return true;
  };
}
