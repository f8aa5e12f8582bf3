import type { Output } from './call';
import { type Engine, wordsOf } from './engine';
import { type Answer, answer, faultOf } from './fault';

export interface LogOptions {
  /** The last lines alone. */
  readonly tail?: number;
  /** ISO 8601, or a duration such as `10m`. */
  readonly since?: string;
  /** Goes on until the container ends. Give a `timeoutMs` or a `signal`: the default is no limit. */
  readonly follow?: boolean;
  readonly timestamps?: boolean;
  /** Milliseconds. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

/**
 * Passes on what a container printed, chunk by chunk, and waits for `take`, so that a log of any size needs little memory. Chunks end
 * anywhere, also within a character. An answer says that the log was read to its end, or until `signal`.
 */
export async function streamLogs(
  engine: Engine,
  container: string,
  take: (bytes: Uint8Array, from: Output) => void | Promise<void>,
  { tail, since, follow = false, timestamps = false, timeoutMs, signal }: LogOptions = {},
): Promise<Answer<void>> {
  const words = [
    'logs',
    ...(follow ? ['--follow'] : []),
    ...(timestamps ? ['--timestamps'] : []),
    ...(tail === undefined ? [] : ['--tail', String(tail)]),
    ...(since === undefined ? [] : ['--since', since]),
    container,
  ];
  let size = 0;
  const called = await engine.call(words, {
    timeoutMs: timeoutMs ?? (follow ? Number.POSITIVE_INFINITY : 60_000),
    maxBytes: 64 * 1024, // of an error
    ...(signal && { signal }),
    onChunk: (bytes, from) => {
      size += bytes.length;
      return take(bytes, from);
    },
  });
  const isWhole = (called.ended === 'exited' && called.code === 0) || (called.ended === 'aborted' && size > 0);
  return isWhole ? answer(undefined) : { ok: false, fault: faultOf(wordsOf(engine, words), called) };
}

export interface LogText {
  /** Both outputs in the order in which they came. With gaps, `omitted` bytes are missing after `head`. */
  readonly head: string;
  readonly tail: string;
  /** Bytes. */
  readonly omitted: number;
}

/** The beginning and the end of a log, `maxBytes` at most of each. All of it is in `head` if it is short. */
export async function readLogs(
  engine: Engine,
  container: string,
  { maxBytes = 2 ** 20, ...options }: Omit<LogOptions, 'follow'> & { readonly maxBytes?: number } = {},
): Promise<Answer<LogText>> {
  const head: Uint8Array[] = [];
  let headSize = 0;
  let rest: Uint8Array[] = [];
  let restSize = 0;
  let omitted = 0;
  const done = await streamLogs(
    engine,
    container,
    (bytes) => {
      const first = bytes.subarray(0, maxBytes - headSize);
      if (first.length > 0) head.push(first);
      headSize += first.length;
      const more = bytes.subarray(first.length);
      if (more.length === 0) return;
      rest.push(more);
      restSize += more.length;
      // Cut now and then, so that each byte is copied about once.
      if (restSize < 2 * maxBytes) return;
      const kept = Buffer.concat(rest).subarray(restSize - maxBytes);
      omitted += restSize - kept.length;
      rest = [kept];
      restSize = kept.length;
    },
    options,
  );
  if (!done.ok) return done;
  const end = Buffer.concat(rest);
  const kept = end.subarray(Math.max(0, end.length - maxBytes));
  const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
  return answer({ head: text(Buffer.concat(head)), tail: text(kept), omitted: omitted + end.length - kept.length });
}
