import { whole } from '../formats/bytes';
import { createRowScanner } from '../formats/json-rows';
import type { Adapter, Checkpoint, ConfigEntry, Tensor, WeightsHeader } from '../model/run';
import type { RunFile } from '../reader';

const HEADER_LIMIT = 16 << 20;
const TENSORS = 2000;
const NAMES = 20;
/** Data of at most this size is searched for NaN and infinity. Bytes. */
const SEARCH_LIMIT = 256 << 20;

const POINTER = 'version https://git-lfs.github.com/spec/';

/** A file of weights; of safetensors the header is read, and small files are searched for non-finite numbers. */
export async function readCheckpoint(file: RunFile): Promise<Checkpoint> {
  const named = { path: file.path, size: file.size, ...momentIn(file.path) };
  if (file.size === 0) return { ...named, broken: 'the file is empty' };
  if (file.size < 1024) {
    const bytes = await whole(file, 1024);
    if (bytes?.toString('latin1').startsWith(POINTER))
      return { ...named, broken: 'a Git LFS pointer, not the weights themselves' };
  }
  if (!file.path.endsWith('.safetensors')) {
    const fault = await archiveFault(file);
    return fault === undefined ? named : { ...named, broken: fault };
  }
  const header = await readSafetensors(file);
  return typeof header === 'string' ? { ...named, broken: header } : { ...named, header };
}

/** The last record of a zip archive, with the longest comment it may have. Bytes. */
const ARCHIVE_END = 22 + 0xffff;

/**
 * Why a file of torch.save() can't be loaded, without loading it: a page of the web in its place, or a zip archive (the format since
 * PyTorch 1.6) whose end was never written. Older pickles are not judged.
 */
async function archiveFault(file: RunFile): Promise<string | undefined> {
  const head = (await take(file, 0, 64)).toString('latin1');
  if (/^\s*<(?:!doctype|html|\?xml)\b/i.test(head)) return 'a web page was saved in their place';
  if (!head.startsWith('PK\x03\x04')) return undefined;
  const tail = await take(file, Math.max(0, file.size - ARCHIVE_END), ARCHIVE_END);
  return tail.includes('PK\x05\x06', 0, 'latin1')
    ? undefined
    : `the file is cut short: its archive has no end after ${file.size} bytes`;
}

async function take(file: RunFile, start: number, length: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of file.open(start)) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= length) break;
  }
  return Buffer.concat(chunks).subarray(0, length);
}

/** Step and epoch where the name says them: `checkpoint-500/`, `epoch=3-step=1200.ckpt`, `epoch_12.pth`, `iter_4000.pth`. */
function momentIn(path: string): { step?: number; epoch?: number } {
  const step = /(?:checkpoint-|step[=_-]?|iter_)(\d+)(?!.*(?:checkpoint-|step[=_-]?|iter_)\d)/.exec(path)?.[1];
  const epoch = /epoch[=_-]?(\d+)/.exec(path)?.[1];
  return { ...(step === undefined ? {} : { step: Number(step) }), ...(epoch === undefined ? {} : { epoch: Number(epoch) }) };
}

interface Entry extends Tensor {
  readonly begin: number;
  readonly end: number;
}

/**
 * The header of a safetensors file: 8 bytes of its length (little endian), then JSON, then the data. The text: why not.
 * Format: https://huggingface.co/docs/safetensors
 */
async function readSafetensors(file: RunFile): Promise<WeightsHeader | string> {
  let bytes = Buffer.alloc(0);
  let headerLength = -1;
  let header: { metadata: Record<string, string>; entries: Entry[] } | undefined;
  let position = 0;
  let search: Search | undefined;
  for await (const chunk of file.open()) {
    if (header === undefined) {
      bytes = Buffer.concat([bytes, chunk]);
      if (headerLength < 0 && bytes.length >= 8) {
        const length = bytes.readBigUInt64LE(0);
        if (length > BigInt(HEADER_LIMIT)) return 'the header says that it is longer than 16 MiB: not safetensors, or damaged';
        headerLength = Number(length);
      }
      if (headerLength < 0 || bytes.length < 8 + headerLength) continue;
      const parsed = parseHeader(bytes.subarray(8, 8 + headerLength));
      if (typeof parsed === 'string') return parsed;
      header = parsed;
      const dataEnd = header.entries.reduce((most, { end }) => Math.max(most, end), 0);
      if (file.size < 8 + headerLength + dataEnd) {
        return `the file is cut short: ${file.size} of ${8 + headerLength + dataEnd} bytes`;
      }
      if (dataEnd > SEARCH_LIMIT) break;
      search = createSearch(header.entries);
      const rest = bytes.subarray(8 + headerLength);
      search.push(rest, 0);
      position = rest.length;
    } else {
      search?.push(chunk, position);
      position += chunk.length;
    }
  }
  if (header === undefined) return 'the file is shorter than its header';
  const { entries, metadata } = header;
  return {
    tensorCount: entries.length,
    tensors: entries.slice(0, TENSORS).map(({ name, dtype, shape, bytes: size }) => ({ name, dtype, shape, bytes: size })),
    parameters: entries.reduce((total, { shape }) => total + shape.reduce((product, side) => product * side, 1), 0),
    metadata,
    empty: entries.filter(({ shape }) => shape.includes(0)).map(({ name }) => name),
    ...(search === undefined ? {} : { nonFinite: search.found() }),
  };
}

function parseHeader(bytes: Buffer): { metadata: Record<string, string>; entries: Entry[] } | string {
  let parsed: unknown;
  try {
    parsed = JSON.parse(bytes.toString('utf8'));
  } catch {
    return 'the header is not JSON';
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return 'the header is no object';
  const metadata: Record<string, string> = {};
  const entries: Entry[] = [];
  for (const [name, value] of Object.entries(parsed as Record<string, unknown>)) {
    if (name === '__metadata__') {
      for (const [key, text] of Object.entries((value ?? {}) as Record<string, unknown>)) metadata[key] = String(text);
      continue;
    }
    const { dtype, shape, data_offsets: offsets } = (value ?? {}) as { dtype?: unknown; shape?: unknown; data_offsets?: unknown };
    if (typeof dtype !== 'string' || !isNumbers(shape) || !isNumbers(offsets) || offsets.length !== 2)
      return `the header's entry for ${name} is incomplete`;
    const [begin, end] = offsets as [number, number];
    if (begin < 0 || end < begin) return `the header's entry for ${name} has impossible offsets`;
    entries.push({ name, dtype, shape, bytes: end - begin, begin, end });
  }
  return { metadata, entries };
}

const isNumbers = (value: unknown): value is number[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'number' && Number.isFinite(item));

interface Search {
  push(chunk: Uint8Array, position: number): void;
  found(): string[];
}

/** Bits of the exponent that are all set in NaN and infinity, by type: the two highest bytes of each number hold them. */
const EXPONENTS: Readonly<Record<string, { size: number; mask: number }>> = {
  F64: { size: 8, mask: 0x7ff0 },
  F32: { size: 4, mask: 0x7f80 },
  BF16: { size: 2, mask: 0x7f80 },
  F16: { size: 2, mask: 0x7c00 },
};

/** Looks at each number's two highest bytes as the data passes by. */
function createSearch(entries: readonly Entry[]): Search {
  const sorted = entries
    .filter(({ dtype, bytes }) => EXPONENTS[dtype] !== undefined && bytes > 0)
    .sort((left, right) => left.begin - right.begin);
  const bad = new Set<string>();
  let current = 0;
  let low = 0;
  return {
    push(chunk, position) {
      for (let index = current; index < sorted.length; index++) {
        const entry = sorted[index]!;
        if (entry.begin >= position + chunk.length) break;
        const { size, mask } = EXPONENTS[entry.dtype]!;
        const until = Math.min(entry.end, position + chunk.length);
        for (let at = Math.max(entry.begin, position); at < until; at++) {
          const inNumber = (at - entry.begin) % size;
          if (inNumber === size - 2) low = chunk[at - position]!;
          else if (inNumber === size - 1 && (((chunk[at - position]! << 8) | low) & mask) === mask) {
            bad.add(entry.name);
            break;
          }
        }
        if (entry.end <= position + chunk.length) current = index + 1;
      }
    },
    found: () => [...bad].slice(0, NAMES),
  };
}

interface AdapterFiles {
  readonly path: string;
  readonly config?: RunFile;
  readonly weights?: RunFile;
}

/** The configuration and the weights of an adapter, each where it exists. */
export async function readAdapter({ path, config, weights }: AdapterFiles): Promise<Adapter> {
  const entries = config === undefined ? undefined : await readAdapterConfig(config);
  const checkpoint = weights === undefined ? undefined : await readCheckpoint(weights);
  const first = checkpoint?.header?.tensors.find(({ name, shape }) => /lora_A/.test(name) && shape.length === 2);
  return {
    path,
    ...(entries === undefined ? {} : { config: entries }),
    ...(checkpoint === undefined ? {} : { weights: checkpoint }),
    ...(first === undefined ? {} : { rankInWeights: Math.min(...first.shape) }),
  };
}

async function readAdapterConfig(file: RunFile): Promise<ConfigEntry[]> {
  const bytes = await whole(file, 1 << 20);
  const entries: ConfigEntry[] = [];
  const scanner = createRowScanner('', {
    row(row) {
      for (const { key, value, line, column } of row.cells)
        entries.push({ key, value, place: { file: file.path, line, column } });
    },
    error() {},
  });
  scanner.push(bytes ?? Buffer.alloc(0));
  scanner.end();
  return entries;
}
