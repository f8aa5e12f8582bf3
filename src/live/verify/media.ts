import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs';

/** What a file is, by its content, or why it isn't what its name says. */
export type Opened = { readonly is: string } | { readonly broken: string };

/** Bytes of a file that are looked at for its header. */
const headBytes = 1 << 20;
/** Bytes: larger JSON isn't parsed. */
const largestJson = 64 << 20;

/** Opens an output as what its name says. Undefined: its name says nothing that cvl can open. */
export function openAs(path: string): Opened | undefined {
  const { size } = statSync(path);
  if (size === 0) return { broken: 'is empty' };
  const extension = /\.([a-z0-9]+)$/i.exec(path)?.[1]?.toLowerCase() ?? '';
  if (extension === 'json') return size > largestJson ? undefined : json(readFileSync(path, 'utf8'));
  if (extension === 'jsonl') return jsonLines(path);
  const read = images[extension];
  if (!read) return undefined;
  const found = read(headOf(path));
  if (found === undefined) return { broken: `is no ${extension.toUpperCase()} file, or is cut short` };
  if (found === 'out of reach') return { is: extension.toUpperCase() };
  return found.width > 0 && found.height > 0
    ? { is: `${extension.toUpperCase()}, ${found.width}×${found.height}` }
    : { broken: `is a ${extension.toUpperCase()} file without a size` };
}

function headOf(path: string): Buffer {
  const descriptor = openSync(path, 'r');
  try {
    const head = Buffer.alloc(headBytes);
    return head.subarray(0, readSync(descriptor, head, 0, headBytes, 0));
  } finally {
    closeSync(descriptor);
  }
}

function json(text: string): Opened {
  try {
    const value: unknown = JSON.parse(text);
    return { is: Array.isArray(value) ? `JSON, a list of ${value.length}` : 'JSON' };
  } catch {
    return { broken: 'is no JSON' };
  }
}

function jsonLines(path: string): Opened {
  const lines = headOf(path)
    .toString('utf8')
    .split('\n')
    .filter((line) => line.trim() !== '');
  const first = json(lines[0] ?? '');
  return 'broken' in first ? { broken: 'has a first line that is no JSON' } : { is: 'JSON lines' };
}

interface Size {
  readonly width: number;
  readonly height: number;
}

const images: { readonly [extension: string]: (head: Buffer) => Size | 'out of reach' | undefined } = {
  png,
  jpg: jpeg,
  jpeg,
  gif: (head) =>
    /^GIF8[79]a/.test(head.toString('latin1', 0, 6)) && head.length >= 10
      ? { width: head.readUInt16LE(6), height: head.readUInt16LE(8) }
      : undefined,
  webp,
  mp4,
  mov: mp4,
};

/** https://www.w3.org/TR/png/#11IHDR */
function png(head: Buffer): Size | undefined {
  if (head.length < 24 || head.toString('latin1', 0, 8) !== '\u0089PNG\r\n\u001a\n') return undefined;
  return { width: head.readUInt32BE(16), height: head.readUInt32BE(20) };
}

/** The first frame header: SOF0 to SOF15 without DHT, JPG and DAC. ITU T.81, B.2.2. */
function jpeg(head: Buffer): Size | undefined {
  if (head.length < 4 || head.readUInt16BE(0) !== 0xffd8) return undefined;
  for (let at = 2; at + 9 < head.length; ) {
    if (head[at] !== 0xff) return undefined;
    const marker = head[at + 1]!;
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker))
      return { width: head.readUInt16BE(at + 7), height: head.readUInt16BE(at + 5) };
    at += marker === 0xff ? 1 : 2 + head.readUInt16BE(at + 2);
  }
  return undefined;
}

/** https://developers.google.com/speed/webp/docs/riff_container */
function webp(head: Buffer): Size | undefined {
  if (head.length < 30 || head.toString('latin1', 0, 4) !== 'RIFF' || head.toString('latin1', 8, 12) !== 'WEBP') return undefined;
  const kind = head.toString('latin1', 12, 16);
  if (kind === 'VP8X') return { width: head.readUIntLE(24, 3) + 1, height: head.readUIntLE(27, 3) + 1 };
  if (kind === 'VP8 ') return { width: head.readUInt16LE(26) & 0x3fff, height: head.readUInt16LE(28) & 0x3fff };
  const bits = head.readUInt32LE(21);
  return { width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1 };
}

/**
 * The size in the first `tkhd` box that has one. Where the boxes are behind the data and out of reach, only that it is MP4 is known.
 * ISO/IEC 14496-12, 8.3.2.
 */
function mp4(head: Buffer): Size | 'out of reach' | undefined {
  if (head.length < 12 || head.toString('latin1', 4, 8) !== 'ftyp') return undefined;
  for (let at = head.indexOf('tkhd', 0, 'latin1'); at > 0; at = head.indexOf('tkhd', at + 4, 'latin1')) {
    const end = at - 4 + head.readUInt32BE(at - 4);
    if (end > head.length || end < 8) break;
    const size = { width: head.readUInt32BE(end - 8) >>> 16, height: head.readUInt32BE(end - 4) >>> 16 };
    if (size.width > 0) return size;
  }
  return head.length === headBytes ? 'out of reach' : undefined;
}
