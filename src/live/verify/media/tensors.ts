import { type Ends, type Found, has, type Read } from './read';

/** Eight bytes with the length of the header, which is JSON with the place of each tensor in the rest. https://huggingface.co/docs/safetensors */
function safetensors({ head, size }: Ends): Found {
  if (head.length < 9 || head[8] !== 0x7b) return undefined;
  const length = Number(head.readBigUInt64LE(0));
  if (8 + length > size) return 'cut';
  if (8 + length > head.length) return '';
  const header = objectIn(head.toString('utf8', 8, 8 + length));
  if (!header) return undefined;
  const tensors = Object.entries(header).filter(([name]) => name !== '__metadata__');
  const end = Math.max(0, ...tensors.map(([, tensor]) => endOf(tensor)));
  return 8 + length + end > size ? 'cut' : tensors.length === 1 ? '1 tensor' : `${tensors.length} tensors`;
}

const endOf = (tensor: unknown): number => {
  const offsets = (tensor as { readonly data_offsets?: readonly unknown[] } | null)?.data_offsets;
  return typeof offsets?.[1] === 'number' ? offsets[1] : 0;
};

function objectIn(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Its header is a Python literal with the type and the shape. https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html */
function npy({ head, size }: Ends): Found {
  if (!has(head, 0, '\u0093NUMPY') || head.length < 12) return undefined;
  const isOld = head[6] === 1;
  const start = isOld ? 10 : 12;
  const length = isOld ? head.readUInt16LE(8) : head.readUInt32LE(8);
  const header = head.toString('latin1', start, start + length);
  const [, shape] = /'shape':\s*\(([\d, ]{0,200})\)/.exec(header) ?? [];
  const [, bytes] = /'descr':\s*'[<>|=][a-zA-Z](\d{1,6})'/.exec(header) ?? [];
  if (shape === undefined) return size < start + length ? 'cut' : undefined;
  const sizes = shape.split(',').flatMap((text) => (text.trim() === '' ? [] : Number(text)));
  const count = sizes.reduce((product, each) => product * each, 1);
  const width = /'descr':\s*'[<>|=]U/.test(header) ? 4 * Number(bytes) : Number(bytes ?? 0);
  return size < start + length + count * width ? 'cut' : `shape (${sizes.join(', ')})`;
}

/** The central directory is at the end: NumPy and PyTorch write zip files. Before 1.6, PyTorch wrote pickles. */
const zipped =
  (alsoPickle: boolean): Read =>
  ({ head, tail }) => {
    if (has(head, 0, 'PK')) return tail.lastIndexOf('PK\u0005\u0006', undefined, 'latin1') < 0 ? 'cut' : '';
    return alsoPickle ? pickle({ head, tail, size: 0 }) : undefined;
  };

/** Protocol 2 and later begin with it, and all end with a stop. */
const pickle: Read = ({ head }) => (head[0] === 0x80 && (head[1] ?? 9) <= 5 ? '' : undefined);

const framed =
  (text: string, isAtEnd = false): Read =>
  ({ head, tail }) => {
    if (!has(head, 0, text)) return undefined;
    return isAtEnd && !has(tail, tail.length - text.length, text) ? 'cut' : '';
  };

/** Readers of arrays, weights and tables, by the extension of the name. */
export const tensors: { readonly [extension: string]: Read } = {
  safetensors,
  npy,
  npz: zipped(false),
  pt: zipped(true),
  pth: zipped(true),
  ckpt: ({ head, tail, size }) => (has(head, 0, 'PK') ? zipped(true)({ head, tail, size }) : ''),
  h5: framed('\u0089HDF\r\n\u001a\n'),
  hdf5: framed('\u0089HDF\r\n\u001a\n'),
  keras: zipped(false),
  gguf: framed('GGUF'),
  parquet: framed('PAR1', true),
};
