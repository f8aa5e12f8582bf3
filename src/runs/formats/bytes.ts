import type { RunFile } from '../reader';

/**
 * The bytes of a text file as UTF-8 without its byte order mark; UTF-16 is converted. UTF-16 without a mark is recognized by its
 * zero bytes (PowerShell's `>` and some editors write such logs).
 */
export async function* textBytes(file: RunFile): AsyncGenerator<Buffer> {
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  let started = false;
  let start: Buffer | undefined;
  for await (const chunk of file.open()) {
    let bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    if (!started) {
      if (start === undefined) bytes = withoutZeros(bytes);
      if (start !== undefined) bytes = Buffer.concat([start, bytes]);
      start = undefined;
      if (bytes.length < 4) {
        start = Buffer.from(bytes);
        continue;
      }
      started = true;
      const encoding = encodingOf(bytes);
      if (encoding === 'utf-8') bytes = bytes.subarray(bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0);
      else decoder = new TextDecoder(encoding);
    }
    if (decoder === undefined) yield bytes;
    else yield Buffer.from(decoder.decode(bytes, { stream: true }));
  }
  if (start !== undefined) yield start;
}

/**
 * A log that was truncated while its writer kept writing begins with a hole: zero bytes up to the writer's offset. A single zero
 * byte may be half a character of UTF-16.
 */
function withoutZeros(bytes: Buffer): Buffer {
  if (bytes[0] !== 0 || (bytes.length > 1 && bytes[1] !== 0)) return bytes;
  let at = 0;
  while (at < bytes.length && bytes[at] === 0) at += 1;
  return bytes.subarray(at);
}

/** By byte order mark, else by where the zero bytes are. */
export function encodingOf(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  if (bytes.length >= 4 && bytes[0] !== 0 && bytes[1] === 0 && bytes[2] !== 0 && bytes[3] === 0) return 'utf-16le';
  if (bytes.length >= 4 && bytes[0] === 0 && bytes[1] !== 0 && bytes[2] === 0 && bytes[3] !== 0) return 'utf-16be';
  return 'utf-8';
}

const gbk = new TextDecoder('gb18030');
const BROKEN = '\uFFFD';
const CHINESE = /\p{Script=Han}{2}/u;

/** Text that isn't UTF-8, where it holds Chinese in GBK, as programs write it on Windows; else `text`, which is the same as UTF-8. */
export function chineseOr(text: string, bytes: Uint8Array): string {
  if (!text.includes(BROKEN)) return text;
  const chinese = gbk.decode(bytes);
  return !chinese.includes(BROKEN) && CHINESE.test(chinese) ? chinese : text;
}

/** Up to `length` bytes from `start` on. `skipZeros`: without the zero bytes at the beginning. */
export async function readBytes(file: RunFile, length: number, { start = 0, skipZeros = false } = {}): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of file.open(start)) {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    const part = skipZeros && size === 0 ? withoutZeros(bytes) : bytes;
    parts.push(part);
    size += part.length;
    if (size >= length) break;
  }
  return Buffer.concat(parts).subarray(0, length);
}

/** The whole file, or undefined where it is longer than `limit` bytes. */
export async function readWhole(file: RunFile, limit: number): Promise<Buffer | undefined> {
  const bytes = await readBytes(file, limit + 1);
  return bytes.length > limit ? undefined : bytes;
}

/** A terminal control sequence: a color, a cursor move. */
export const CONTROL = /\u001b(?:\[[0-9;?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[@-Z\\^_])/g;

/** Text without terminal control sequences (colors, cursor moves). */
export const withoutControls = (text: string): string => (text.includes('\u001b') ? text.replace(CONTROL, '') : text);
