import type { RunFile } from '../reader';
import type { RecordListener } from './tfrecord';

const HEADER = 8;
/** Longer records (images, histograms) are skipped. Bytes. */
const LONGEST = 1 << 20;
/** No record is longer than this. Bytes. */
const LIMIT = 2 ** 40;

/** Streams records that follow their length in 8 bytes (little endian), as VisualDL writes them. */
export async function eachLengthRecord(file: RunFile, listener: RecordListener): Promise<void> {
  let rest: Buffer | undefined;
  let number = 1;
  /** Bytes of a long record that are still to be skipped. */
  let skip = 0;
  for await (const chunk of file.open()) {
    let bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    const skipped = Math.min(skip, bytes.length);
    skip -= skipped;
    bytes = bytes.subarray(skipped);
    if (rest !== undefined) bytes = Buffer.concat([rest, bytes]);
    let at = 0;
    while (at + HEADER <= bytes.length) {
      const length = bytes.readUInt32LE(at) + bytes.readUInt32LE(at + 4) * 2 ** 32;
      if (length > LIMIT) {
        listener.problem('the length of a record is damaged, so nothing after it can be read', number);
        return;
      }
      const next = at + HEADER + length;
      if (length > LONGEST) {
        skip = Math.max(0, next - bytes.length);
        at = Math.min(next, bytes.length);
      } else if (next > bytes.length) break;
      else {
        listener.record(bytes, at + HEADER, next, number);
        at = next;
      }
      number += 1;
    }
    rest = at < bytes.length ? Buffer.from(bytes.subarray(at)) : undefined;
  }
  if (rest !== undefined || skip > 0) listener.problem('the file ends inside a record, so its last values are lost', number);
  else if (number === 1) listener.problem('the file is empty', 1);
}
