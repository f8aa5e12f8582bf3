import type { RunFile } from '../reader';
import { maskedCrc32c } from './crc32c';

const FRAME = 16;
/** Longer records (images, graphs) are skipped. Bytes. */
const LONGEST = 32 << 20;

export interface RecordListener {
  /** The record's data from `start` to `end` of `bytes`; valid during the call only. `number` counts from 1. */
  record(bytes: Buffer, start: number, end: number, number: number): void;
  /** Damage: `number` is the record that it is in. */
  problem(message: string, number: number): void;
}

/**
 * Streams the records of a TFRecord file: length (8 bytes, little endian), masked CRC-32C of the length, data, masked CRC-32C of
 * the data. A record with a wrong checksum is skipped; after a wrong length, no more records can be found.
 */
export async function eachRecord(file: RunFile, listener: RecordListener): Promise<void> {
  let rest: Buffer | undefined;
  let number = 1;
  /** Bytes of a long record that are still to be skipped. */
  let skip = 0;
  for await (const chunk of file.open()) {
    let bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    if (skip > 0) {
      const skipped = Math.min(skip, bytes.length);
      skip -= skipped;
      bytes = bytes.subarray(skipped);
    }
    if (rest !== undefined) bytes = Buffer.concat([rest, bytes]);
    rest = undefined;
    let at = 0;
    while (at + 12 <= bytes.length) {
      if (maskedCrc32c(bytes, at, at + 8) !== bytes.readUInt32LE(at + 8)) {
        listener.problem('the length of a record is damaged, so nothing after it can be read', number);
        return;
      }
      const length = bytes.readUInt32LE(at) + bytes.readUInt32LE(at + 4) * 2 ** 32;
      if (length > LONGEST) {
        const available = Math.min(bytes.length - at, length + FRAME);
        skip = length + FRAME - available;
        at += available;
        number += 1;
        continue;
      }
      const next = at + FRAME + length;
      if (next > bytes.length) break;
      const start = at + 12;
      if (maskedCrc32c(bytes, start, start + length) === bytes.readUInt32LE(start + length))
        listener.record(bytes, start, start + length, number);
      else listener.problem('the checksum of a record is wrong, so the record was skipped', number);
      number += 1;
      at = next;
    }
    if (at < bytes.length) rest = Buffer.from(bytes.subarray(at));
  }
  if (rest !== undefined || skip > 0) listener.problem('the file ends inside a record, so its last values are lost', number);
  else if (number === 1) listener.problem('the file is empty', 1);
}
