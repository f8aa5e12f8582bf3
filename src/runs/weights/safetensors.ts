import type { WeightsHeader } from '../model/weights';
import type { RunFile } from '../reader';
import { createNonFiniteSearch, type NonFiniteSearch, type StoredTensor } from './non-finite';

const HEADER_LIMIT = 16 << 20;
const MOST_TENSORS = 2000;
/** Data of at most this size is searched for NaN and infinity. Bytes. */
const SEARCH_LIMIT = 256 << 20;

/**
 * The header of a safetensors file: its length in 8 bytes (little endian), then JSON, then the data. A string says why it can't be
 * read.
 * Format: https://huggingface.co/docs/safetensors
 */
export async function readSafetensors(file: RunFile): Promise<WeightsHeader | string> {
  let bytes = Buffer.alloc(0);
  let headerLength = -1;
  let header: { metadata: Record<string, string>; entries: StoredTensor[] } | undefined;
  let position = 0;
  let search: NonFiniteSearch | undefined;
  for await (const chunk of file.open()) {
    if (header === undefined) {
      bytes = Buffer.concat([bytes, chunk]);
      if (headerLength < 0 && bytes.length >= 8) {
        const length = bytes.readBigUInt64LE(0);
        if (length > BigInt(HEADER_LIMIT))
          return 'the header claims to be longer than 16 MiB, so the file is damaged or not safetensors';
        headerLength = Number(length);
      }
      if (headerLength < 0 || bytes.length < 8 + headerLength) continue;
      const parsed = parseHeader(bytes.subarray(8, 8 + headerLength));
      if (typeof parsed === 'string') return parsed;
      header = parsed;
      const dataEnd = header.entries.reduce((most, { end }) => Math.max(most, end), 0);
      if (file.size < 8 + headerLength + dataEnd) {
        return `the file is truncated: ${file.size} of ${8 + headerLength + dataEnd} bytes`;
      }
      if (dataEnd > SEARCH_LIMIT) break;
      search = createNonFiniteSearch(header.entries);
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
    tensors: entries.slice(0, MOST_TENSORS).map(({ name, dtype, shape, bytes: size }) => ({ name, dtype, shape, bytes: size })),
    parameters: entries.reduce((total, { shape }) => total + shape.reduce((product, side) => product * side, 1), 0),
    metadata,
    empty: entries.filter(({ shape }) => shape.includes(0)).map(({ name }) => name),
    ...(search === undefined ? {} : { nonFinite: search.found() }),
  };
}

function parseHeader(bytes: Buffer): { metadata: Record<string, string>; entries: StoredTensor[] } | string {
  let parsed: unknown;
  try {
    parsed = JSON.parse(bytes.toString('utf8'));
  } catch {
    return 'the header is not valid JSON';
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return 'the header is not a JSON object';
  const metadata: Record<string, string> = {};
  const entries: StoredTensor[] = [];
  for (const [name, value] of Object.entries(parsed as Record<string, unknown>)) {
    if (name === '__metadata__') {
      for (const [key, text] of Object.entries((value ?? {}) as Record<string, unknown>)) metadata[key] = String(text);
      continue;
    }
    const { dtype, shape, data_offsets: offsets } = (value ?? {}) as { dtype?: unknown; shape?: unknown; data_offsets?: unknown };
    if (typeof dtype !== 'string' || !isNumbers(shape) || !isNumbers(offsets) || offsets.length !== 2)
      return `the header's entry for ${name} is incomplete`;
    const [begin, end] = offsets as [number, number];
    if (begin < 0 || end < begin) return `the header's entry for ${name} has invalid offsets`;
    entries.push({ name, dtype, shape, bytes: end - begin, begin, end });
  }
  return { metadata, entries };
}

const isNumbers = (value: unknown): value is number[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'number' && Number.isFinite(item));
