import { pipeline, Readable } from 'node:stream';
import { createInflateRaw } from 'node:zlib';
import type { RunFile } from '../reader';
import { readBytes } from './bytes';

/** Signatures and sizes of a ZIP archive's records (PKWARE's APPNOTE.TXT, section 4.3). Bytes. */
const LOCAL = { signature: 0x04034b50, size: 30 };
const CENTRAL = { signature: 0x02014b50, size: 46 };
const END = { signature: 0x06054b50, size: 22 };
/** The end may have a comment of this length after it. */
const LONGEST_COMMENT = 0xffff;
/** A directory of more bytes isn't that of a run. */
const LONGEST_DIRECTORY = 16 << 20;
/**
 * Of a file inside, unpacked, in MB: as much as small ones may have, and for each MB of the packed file. JSON is packed to a tenth or a
 * thirtieth of its size; an archive that unpacks to more holds the same over and over.
 */
const UNPACKED = { least: 64, times: 100, most: 1024 };
const MEGABYTE = 1e6;
const STORED = 0;
const DEFLATED = 8;

interface Member {
  readonly method: number;
  readonly size: number;
  readonly offset: number;
}

/** The files inside an archive. */
export interface Archive {
  /** A file inside, to read like any other; undefined: there is none with the name. Its path is that of the archive. */
  member(name: string): RunFile | undefined;
}

/** Reads the directory of an archive; undefined: it can't be read. `problem` gets why not, and what is damaged in its files. */
export async function openArchive(file: RunFile, problem: (message: string) => void): Promise<Archive | undefined> {
  const tailAt = Math.max(0, file.size - END.size - LONGEST_COMMENT);
  const tail = await readBytes(file, END.size + LONGEST_COMMENT, { start: tailAt });
  const end = lastEnd(tail);
  if (end === -1) {
    problem('the archive has no end, so it was not written completely');
    return undefined;
  }
  const size = tail.readUInt32LE(end + 12);
  const start = tail.readUInt32LE(end + 16);
  if (size > LONGEST_DIRECTORY || start + size > tailAt + end) {
    problem('the directory of the archive is damaged');
    return undefined;
  }
  const members = membersIn(await readBytes(file, size, { start }));
  return {
    member(name) {
      const member = members.get(name);
      return member && { path: file.path, size: member.size, open: () => contentOf(file, member, problem) };
    },
  };
}

function lastEnd(tail: Buffer): number {
  for (let at = tail.length - END.size; at >= 0; at--) if (tail.readUInt32LE(at) === END.signature) return at;
  return -1;
}

function membersIn(directory: Buffer): Map<string, Member> {
  const members = new Map<string, Member>();
  let at = 0;
  while (at + CENTRAL.size <= directory.length && directory.readUInt32LE(at) === CENTRAL.signature) {
    const [name, extra, comment] = [28, 30, 32].map((field) => directory.readUInt16LE(at + field)) as [number, number, number];
    members.set(directory.toString('utf8', at + CENTRAL.size, at + CENTRAL.size + name), {
      method: directory.readUInt16LE(at + 10),
      size: directory.readUInt32LE(at + 20),
      offset: directory.readUInt32LE(at + 42),
    });
    at += CENTRAL.size + name + extra + comment;
  }
  return members;
}

/** The bytes of a member; fewer where the archive is damaged. */
async function* contentOf(
  file: RunFile,
  { method, size, offset }: Member,
  problem: (message: string) => void,
): AsyncGenerator<Uint8Array> {
  const header = await readBytes(file, LOCAL.size, { start: offset });
  if (header.length < LOCAL.size || header.readUInt32LE(0) !== LOCAL.signature) {
    problem('a file in the archive is damaged');
    return;
  }
  const start = offset + LOCAL.size + header.readUInt16LE(26) + header.readUInt16LE(28);
  const packed = upTo(size, file.open(start));
  if (method === STORED) yield* packed;
  else if (method === DEFLATED) yield* inflated(packed, mostOf(size), problem);
  else problem('a file in the archive is packed in a way that cvl does not read');
}

/** MB. */
const mostOf = (packed: number): number =>
  Math.min(UNPACKED.most, Math.max(UNPACKED.least, Math.round((UNPACKED.times * packed) / MEGABYTE)));

async function* upTo(size: number, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let left = size;
  for await (const chunk of chunks) {
    if (chunk.length >= left) {
      yield chunk.subarray(0, left);
      return;
    }
    yield chunk;
    left -= chunk.length;
  }
}

async function* inflated(
  packed: AsyncIterable<Uint8Array>,
  most: number,
  problem: (message: string) => void,
): AsyncGenerator<Uint8Array> {
  const inflate = createInflateRaw();
  // What goes wrong is thrown by the loop below.
  pipeline(Readable.from(packed), inflate, () => {});
  let size = 0;
  try {
    for await (const chunk of inflate as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > most * MEGABYTE) {
        problem(`a file in the archive unpacks to more than ${most} MB, so only its start was read`);
        return;
      }
      yield chunk;
    }
  } catch {
    problem('a file in the archive is damaged, so what comes after that is lost');
  }
}
