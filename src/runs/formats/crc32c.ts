/** Eight tables of the reflected Castagnoli polynomial, for eight bytes at a time ("slicing by 8", Kounavis and Berry 2005). */
const TABLES = makeTables();

/**
 * CRC-32C of the bytes from `start` up to `end`, with a sign. Our own, because the records of event files are about 45 bytes long: for one of
 * them, a call into `@chainsafe/fast-crc32c` took 364 ns and this takes 68 ns. That package can't find its implementations in a
 * bundle, either.
 */
function crc32c(bytes: Uint8Array, start: number, end: number): number {
  let crc = -1;
  let at = start;
  for (; at + 8 <= end; at += 8) {
    const low = crc ^ (bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24));
    crc =
      TABLES[1792 + (low & 255)]! ^
      TABLES[1536 + ((low >>> 8) & 255)]! ^
      TABLES[1280 + ((low >>> 16) & 255)]! ^
      TABLES[1024 + (low >>> 24)]! ^
      TABLES[768 + bytes[at + 4]!]! ^
      TABLES[512 + bytes[at + 5]!]! ^
      TABLES[256 + bytes[at + 6]!]! ^
      TABLES[bytes[at + 7]!]!;
  }
  for (; at < end; at++) crc = TABLES[(crc ^ bytes[at]!) & 255]! ^ (crc >>> 8);
  return ~crc;
}

/** As TFRecord stores it: rotated and shifted, so that the checksum of data that holds checksums stays sound. */
export const maskedCrc32c = (bytes: Uint8Array, start: number, end: number): number => masked(bytes, start, end) >>> 0;

/** Whether the bytes from `start` up to `end` are followed by their masked checksum. */
export const isChecked = (bytes: Uint8Array, start: number, end: number): boolean =>
  masked(bytes, start, end) === (bytes[end]! | (bytes[end + 1]! << 8) | (bytes[end + 2]! << 16) | (bytes[end + 3]! << 24));

/** In 32 bits with a sign, which needs no object on the heap. */
function masked(bytes: Uint8Array, start: number, end: number): number {
  const crc = crc32c(bytes, start, end);
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) | 0;
}

function makeTables(): Int32Array {
  const tables = new Int32Array(256 * 8);
  for (let byte = 0; byte < 256; byte++) {
    let crc = byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0x82f63b78 : crc >>> 1;
    tables[byte] = crc;
  }
  for (let byte = 0; byte < 256; byte++) {
    for (let slice = 1; slice < 8; slice++) {
      const previous = tables[(slice - 1) * 256 + byte]!;
      tables[slice * 256 + byte] = (previous >>> 8) ^ tables[previous & 255]!;
    }
  }
  return tables;
}
