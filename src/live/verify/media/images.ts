import { dimensions, type Ends, type Found, has, type Read } from './read';

/** https://www.w3.org/TR/png/#11IHDR. Its last chunk is IEND. */
function png({ head, tail }: Ends): Found {
  if (!has(head, 0, '\u0089PNG\r\n\u001a\n')) return undefined;
  if (head.length < 24 || tail.lastIndexOf('IEND', undefined, 'latin1') < 0) return 'cut';
  return dimensions(head.readUInt32BE(16), head.readUInt32BE(20));
}

/** The first frame header: SOF0 to SOF15 without DHT, JPG and DAC; its end is EOI. ITU T.81, B.2.2 and B.1.1.3. */
function jpeg({ head, tail, size }: Ends): Found {
  if (head.length < 4 || head.readUInt16BE(0) !== 0xffd8) return undefined;
  if (tail.lastIndexOf(Buffer.from([0xff, 0xd9])) < 0) return 'cut';
  for (let at = 2; at + 9 < head.length; ) {
    if (head[at] !== 0xff) return undefined;
    const marker = head[at + 1]!;
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker))
      return dimensions(head.readUInt16BE(at + 7), head.readUInt16BE(at + 5));
    at += marker === 0xff ? 1 : 2 + head.readUInt16BE(at + 2);
  }
  return size > head.length ? '' : 'cut';
}

/** https://www.w3.org/Graphics/GIF/spec-gif89a.txt, 18 and 27. */
function gif({ head, tail }: Ends): Found {
  if (!has(head, 0, 'GIF87a') && !has(head, 0, 'GIF89a')) return undefined;
  if (head.length < 10 || tail.lastIndexOf(0x3b) < 0) return 'cut';
  return dimensions(head.readUInt16LE(6), head.readUInt16LE(8));
}

/** https://developers.google.com/speed/webp/docs/riff_container */
function webp({ head, size }: Ends): Found {
  if (!has(head, 0, 'RIFF') || !has(head, 8, 'WEBP')) return undefined;
  if (head.length < 30 || size < 8 + head.readUInt32LE(4)) return 'cut';
  if (has(head, 12, 'VP8X')) return dimensions(head.readUIntLE(24, 3) + 1, head.readUIntLE(27, 3) + 1);
  if (has(head, 12, 'VP8 ')) return dimensions(head.readUInt16LE(26) & 0x3fff, head.readUInt16LE(28) & 0x3fff);
  const bits = head.readUInt32LE(21);
  return dimensions((bits & 0x3fff) + 1, ((bits >> 14) & 0x3fff) + 1);
}

/** The header has the size of the file. */
function bmp({ head, size }: Ends): Found {
  if (!has(head, 0, 'BM') || head.length < 26) return undefined;
  return size < head.readUInt32LE(2) ? 'cut' : dimensions(head.readInt32LE(18), Math.abs(head.readInt32LE(22)));
}

const tiff: Read = ({ head }) => (has(head, 0, 'II*\0') || has(head, 0, 'MM\0*') ? '' : undefined);

/** Readers of images, by the extension of the name. */
export const images: { readonly [extension: string]: Read } = { png, jpg: jpeg, jpeg, gif, webp, bmp, tif: tiff, tiff };
