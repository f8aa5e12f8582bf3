import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openAs } from '../../src/live/verify/media';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cvl-media-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const opened = (name: string, bytes: Uint8Array | string) => {
  writeFileSync(join(folder, name), bytes);
  return openAs(join(folder, name));
};

const big = (...values: readonly number[]): Buffer =>
  Buffer.concat(values.map((value) => Buffer.from(new Uint32Array([value]).buffer).reverse()));
const little = (...values: readonly number[]): Buffer => Buffer.from(new Uint32Array(values).buffer);
const bytesOf = (...parts: readonly (string | Uint8Array)[]): Buffer =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part)));

const png = bytesOf('\u0089PNG\r\n\u001a\n', big(13), 'IHDR', big(640, 480), Buffer.alloc(200), 'IEND', big(0));
const jpeg = bytesOf('\u00ff\u00d8\u00ff\u00c0\0\u0011\u0008', Buffer.from([1, 0xe0, 2, 0x80]), Buffer.alloc(50), '\u00ff\u00d9');
const tkhd = bytesOf(big(92), 'tkhd', Buffer.alloc(76), big(1280 << 16, 720 << 16));
const moov = bytesOf(big(8 + tkhd.length), 'moov', tkhd);
const mp4 = bytesOf(big(16), 'ftypisom', big(0), big(108), 'mdat', Buffer.alloc(100), moov);
const wav = bytesOf(
  'RIFF',
  little(36 + 3200),
  'WAVEfmt ',
  little(16),
  little(0x10001, 16000, 32000, 0x100002),
  'data',
  little(3200),
  Buffer.alloc(3200),
);
const npyHeader = "{'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }\n";
const npy = bytesOf('\u0093NUMPY\u0001\0', Buffer.from([npyHeader.length, 0]), npyHeader, Buffer.alloc(48));
const header = JSON.stringify({ __metadata__: {}, w: { dtype: 'F32', shape: [4], data_offsets: [0, 16] } });
const safetensors = bytesOf(little(header.length, 0), header, Buffer.alloc(16));
const zip = bytesOf('PK\u0003\u0004', Buffer.alloc(60), 'PK\u0005\u0006', Buffer.alloc(18));
const webp = bytesOf(
  'RIFF',
  little(22 + 100),
  'WEBPVP8X',
  little(10, 0),
  Buffer.from([0x7f, 2, 0, 0xdf, 1, 0]),
  Buffer.alloc(100),
);

test.each([
  ['a.png', png, 'PNG, 640×480'],
  ['a.jpg', jpeg, 'JPG, 640×480'],
  ['a.mp4', mp4, 'MP4, 1280×720'],
  ['a.wav', wav, 'WAV, 0.1 s'],
  ['a.npy', npy, 'NPY, shape (3, 4)'],
  ['a.safetensors', safetensors, 'SAFETENSORS, 1 tensor'],
  ['a.npz', zip, 'NPZ'],
  ['a.pt', zip, 'PT'],
  ['a.webp', webp, 'WEBP, 640×480'],
  ['a.gif', bytesOf('GIF89a', Buffer.from([4, 0, 3, 0]), Buffer.alloc(20), ';'), 'GIF, 4×3'],
  ['a.pdf', '%PDF-1.7\n…\n%%EOF\n', 'PDF'],
  ['a.parquet', bytesOf('PAR1', Buffer.alloc(20), 'PAR1'), 'PARQUET'],
  ['a.json', '[1, 2]', 'JSON, a list of 2'],
  ['a.jsonl', '{"a": 1}\n{"a": 2}\n', 'JSON lines'],
  ['nan.json', '{"loss": NaN, "text": "NaN"}', 'JSON with NaN or Infinity, which only Python reads'],
])('%s is opened as what its name says', (name, bytes, is) => {
  expect(opened(name, bytes)).toEqual({ is });
});

test.each([
  ['cut.png', png.subarray(0, 100), 'is an incomplete PNG file'],
  ['cut.jpg', jpeg.subarray(0, 40), 'is an incomplete JPG file'],
  ['cut.mp4', mp4.subarray(0, 90), 'is an incomplete MP4 file'],
  ['open.mp4', mp4.subarray(0, mp4.length - moov.length), 'is an incomplete MP4 file'],
  ['cut.wav', wav.subarray(0, 1000), 'is an incomplete WAV file'],
  ['cut.npy', npy.subarray(0, npy.length - 1), 'is an incomplete NPY file'],
  ['cut.safetensors', safetensors.subarray(0, -1), 'is an incomplete SAFETENSORS file'],
  ['cut.npz', zip.subarray(0, 50), 'is an incomplete NPZ file'],
  ['cut.webp', webp.subarray(0, 60), 'is an incomplete WEBP file'],
  ['cut.pdf', '%PDF-1.7\n', 'is an incomplete PDF file'],
  ['cut.parquet', bytesOf('PAR1', Buffer.alloc(20)), 'is an incomplete PARQUET file'],
  ['text.png', 'Error: no image\n', 'has no PNG data'],
  ['page.jpg', '<!DOCTYPE html>', 'has no JPG data'],
  ['pointer.safetensors', 'version https://git-lfs.github.com/spec/v1\n', 'has no SAFETENSORS data'],
  ['silent.wav', bytesOf(wav.subarray(0, 40), little(0)), 'is a sound of no length'],
  ['none.png', '', 'is empty'],
  ['broken.json', '{"a": ', 'is no JSON'],
])('%s is broken', (name, bytes, broken) => {
  expect(opened(name, bytes)).toEqual({ broken });
});

test("what cvl can't open is left alone", () => {
  expect(opened('a.xyz', 'x')).toBeUndefined();
  expect(opened('constructor', 'x')).toBeUndefined();
  expect(opened('a.constructor', 'x')).toBeUndefined();
});
