import { type FileHandle, open, stat } from 'node:fs/promises';

/** The result of a look at a growing file. */
export type TailStep =
  | { readonly kind: 'grown'; readonly bytes: Uint8Array }
  | { readonly kind: 'same' }
  /** The file started over: truncated, replaced by another, or rewritten. The next steps give its content from the start. */
  | { readonly kind: 'restarted'; readonly why: 'truncated' | 'replaced' | 'rewritten' }
  | { readonly kind: 'missing' };

/** Follows one file by its offset: each look gives what was added since the last look. */
export interface Tail {
  /** Absolute. */
  readonly path: string;
  look(): Promise<TailStep>;
  /** Bytes that it has now and that no look has given. */
  unread(): Promise<number>;
  close(): Promise<void>;
}

const chunk = 1 << 20;
const headLength = 256;

interface Opened {
  readonly handle: FileHandle;
  readonly inode: number;
  readonly device: number;
  offset: number;
  modified: number;
  head: Buffer;
}

/** `isDocument`: the file is rewritten as a whole, so any change means that it starts over. */
export function createTail(path: string, isDocument = false): Tail {
  let opened: Opened | undefined;

  async function reopen(): Promise<boolean> {
    await close();
    try {
      const handle = await open(path, 'r');
      const { ino, dev, mtimeMs } = await handle.stat();
      opened = { handle, inode: ino, device: dev, offset: 0, modified: mtimeMs, head: Buffer.alloc(0) };
      return true;
    } catch {
      return false; // gone again, or not permitted
    }
  }

  async function close(): Promise<void> {
    const { handle } = opened ?? {};
    opened = undefined;
    await handle?.close().catch(() => undefined);
  }

  async function rest({ handle }: Opened): Promise<Uint8Array | undefined> {
    const buffer = Buffer.allocUnsafe(chunk);
    const { bytesRead } = await handle.read(buffer, 0, chunk, opened!.offset);
    if (bytesRead === 0) return undefined;
    opened!.offset += bytesRead;
    const bytes = buffer.subarray(0, bytesRead);
    if (opened!.head.length < headLength) opened!.head = Buffer.concat([opened!.head, bytes]).subarray(0, headLength);
    return bytes;
  }

  /** Why the file no longer begins with what was read so far; undefined: it still does. */
  async function broken(state: Opened): Promise<'truncated' | 'rewritten' | undefined> {
    const { size, mtimeMs } = await state.handle.stat();
    if (size < state.offset) return 'truncated';
    if (mtimeMs === state.modified) return undefined;
    state.modified = mtimeMs;
    if (isDocument && state.offset > 0) return 'rewritten';
    const now = Buffer.alloc(state.head.length);
    await state.handle.read(now, 0, now.length, 0);
    return now.equals(state.head) ? undefined : 'rewritten';
  }

  async function look(): Promise<TailStep> {
    if (opened === undefined && !(await reopen())) return { kind: 'missing' };
    const why = await broken(opened!);
    if (why !== undefined) {
      await reopen();
      return { kind: 'restarted', why };
    }
    const bytes = await rest(opened!);
    if (bytes !== undefined) return { kind: 'grown', bytes };
    const now = await stat(path).catch(() => undefined);
    if (now === undefined) return { kind: 'missing' };
    if (now.ino === opened!.inode && now.dev === opened!.device) return { kind: 'same' };
    return (await reopen()) ? { kind: 'restarted', why: 'replaced' } : { kind: 'missing' };
  }

  const unread = async (): Promise<number> => ((await stat(path).catch(() => undefined))?.size ?? 0) - (opened?.offset ?? 0);

  return { path, look, unread, close };
}
