import type { RunFile } from '../runs';

/** A file that a reader reads while it is still being written. The reader waits for the bytes that are pushed. */
export interface LiveFile extends RunFile {
  push(bytes: Uint8Array): void;
  /** No more bytes come; the reader finishes. */
  end(): void;
  /** Settles when the reader has taken all pushed bytes. */
  drained(): Promise<void>;
}

export function createLiveFile(path: string, size: number): LiveFile {
  const queue: Uint8Array[] = [];
  let ended = false;
  let isWaiting = false;
  let wake = (): void => {};
  let idle: (() => void)[] = [];

  const settleIdle = (): void => {
    isWaiting = true;
    for (const settle of idle) settle();
    idle = [];
  };

  async function* bytes(): AsyncGenerator<Uint8Array> {
    try {
      for (;;) {
        const next = queue.shift();
        if (next !== undefined) yield next;
        else if (ended) return;
        else {
          settleIdle();
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
          isWaiting = false;
        }
      }
    } finally {
      settleIdle(); // the reader has seen enough and ignores what is pushed later
      ended = true;
      queue.length = 0;
    }
  }

  return {
    path,
    size,
    open: () => bytes(),
    push(chunk) {
      if (ended) return;
      queue.push(chunk);
      wake();
    },
    end() {
      ended = true;
      wake();
    },
    drained: () =>
      ended || (isWaiting && queue.length === 0) ? Promise.resolve() : new Promise((resolve) => idle.push(resolve)),
  };
}
