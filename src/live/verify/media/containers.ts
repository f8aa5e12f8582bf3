import { type Ends, type Found, has, type Read } from './read';

/**
 * Boxes follow each other to the end of the file; `moov` says how to play it, and is missing where a writer was never closed. The size is in
 * the first `tkhd` box that has one. ISO/IEC 14496-12, 4.2 and 8.3.2.
 */
function mp4({ head, tail, size }: Ends): Found {
  if (!has(head, 4, 'ftyp')) return undefined;
  for (const [at, length] of boxes(head, size)) if (at + length > size) return 'cut';
  for (const bytes of [head, tail]) {
    const found = videoSize(bytes);
    if (found !== undefined) return found;
  }
  const isWhole = size <= head.length;
  return isWhole && head.indexOf('moov', 0, 'latin1') < 0 ? 'cut' : '';
}

/** The places and lengths of the boxes at the top, as far as the head of the file shows them. */
function* boxes(head: Buffer, size: number): Iterable<readonly [at: number, length: number]> {
  for (let at = 0; at + 16 <= head.length; ) {
    const short = head.readUInt32BE(at);
    const length = short === 1 ? Number(head.readBigUInt64BE(at + 8)) : short === 0 ? size - at : short;
    yield [at, length];
    if (length < 8) return;
    at += length;
  }
}

function videoSize(bytes: Buffer): string | undefined {
  for (let at = bytes.indexOf('tkhd', 0, 'latin1'); at >= 4; at = bytes.indexOf('tkhd', at + 4, 'latin1')) {
    const end = at - 4 + bytes.readUInt32BE(at - 4);
    if (end > bytes.length || end < at + 8) continue;
    const width = bytes.readUInt32BE(end - 8) >>> 16;
    if (width > 0) return `${width}×${bytes.readUInt32BE(end - 4) >>> 16}`;
  }
  return undefined;
}

/** Chunks of RIFF: `fmt ` has the bytes of a second, `data` the length of the sound. Microsoft's "Multimedia Programming Interface 1.0". */
function wav({ head, size }: Ends): Found {
  if (!has(head, 0, 'RIFF') || !has(head, 8, 'WAVE')) return undefined;
  let bytesPerSecond = 0;
  for (let at = 12; at + 8 <= head.length; ) {
    const length = head.readUInt32LE(at + 4);
    if (has(head, at, 'fmt ') && at + 20 <= head.length) bytesPerSecond = head.readUInt32LE(at + 16);
    if (has(head, at, 'data')) return sound(length, bytesPerSecond, size - at - 8);
    at += 8 + length + (length % 2);
  }
  return size > head.length ? '' : 'cut';
}

/** Writers that stream don't know the length, and leave the largest. */
function sound(stated: number, bytesPerSecond: number, there: number): Found {
  const isStated = stated < 0xfffffff0;
  if (isStated && there < stated) return 'cut';
  const length = isStated ? stated : there;
  if (length === 0) return { broken: 'is a sound of no length' };
  return bytesPerSecond > 0 ? `${Number((length / bytesPerSecond).toPrecision(3))} s` : '';
}

const startsWith =
  (...texts: readonly string[]): Read =>
  ({ head }) =>
    texts.some((text) => has(head, 0, text)) ? '' : undefined;

/** The end of the central directory. APPNOTE.TXT, 4.3.16. */
const zip: Read = ({ head, tail }) => {
  if (!has(head, 0, 'PK')) return undefined;
  return tail.lastIndexOf('PK\u0005\u0006', undefined, 'latin1') < 0 ? 'cut' : '';
};

const pdf: Read = ({ head, tail }) => {
  if (!has(head, 0, '%PDF-')) return undefined;
  return tail.lastIndexOf('%%EOF', undefined, 'latin1') < 0 ? 'cut' : '';
};

/** The header of a binary glTF has the size of the file. https://registry.khronos.org/glTF/specs/2.0/glTF-2.0.html#binary-header */
const glb: Read = ({ head, size }) => {
  if (!has(head, 0, 'glTF') || head.length < 12) return undefined;
  return size < head.readUInt32LE(8) ? 'cut' : '';
};

/** Frames of MPEG audio begin with eleven bits; tags may come first. */
const mp3: Read = ({ head }) => (has(head, 0, 'ID3') || (head[0] === 0xff && (head[1] ?? 0) >= 0xe0) ? '' : undefined);

const ebml = startsWith('\u001aE\u00df\u00a3');

/** Readers of videos, sounds, documents and shapes, by the extension of the name. */
export const containers: { readonly [extension: string]: Read } = {
  mp4,
  m4v: mp4,
  mov: mp4,
  webm: ebml,
  mkv: ebml,
  avi: startsWith('RIFF'),
  wav,
  flac: startsWith('fLaC'),
  ogg: startsWith('OggS'),
  mp3,
  zip,
  pdf,
  glb,
  ply: startsWith('ply'),
};
