/** The text of a file, and how it was decoded. */
export interface Decoded {
  readonly text: string;
  readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be';
  /** Bytes that the encoding doesn't allow became U+FFFD. */
  readonly lossy: boolean;
  /** Holds NUL bytes and no byte order mark, so it isn't text. */
  readonly binary: boolean;
}

const utf8 = new TextDecoder('utf-8', { ignoreBOM: false });

/** Decodes by byte order mark, else as UTF-8. The mark itself isn't part of the text. */
export function decode(bytes: Uint8Array): Decoded {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return wide(bytes, 'utf-16le');
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return wide(bytes, 'utf-16be');
  const binary = bytes.subarray(0, 8192).includes(0);
  const text = utf8.decode(bytes);
  return { text, encoding: 'utf-8', lossy: text.includes('\uFFFD'), binary };
}

function wide(bytes: Uint8Array, encoding: 'utf-16le' | 'utf-16be'): Decoded {
  const text = new TextDecoder(encoding).decode(bytes);
  return { text, encoding, lossy: text.includes('\uFFFD'), binary: false };
}
