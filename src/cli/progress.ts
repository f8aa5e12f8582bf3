/** A line that is written over and over, on a terminal only, and only when the work takes long enough to be waited for. */
export interface Progress {
  tell(doing: string): void;
  clear(): void;
}

/** Milliseconds before the first line, and between two. */
const patience = 400;
const interval = 80;

export function createProgress(stream: NodeJS.WriteStream, wanted: boolean): Progress {
  if (!wanted || !stream.isTTY) return { tell: () => {}, clear: () => {} };
  let next = performance.now() + patience;
  let shown = false;
  let count = 0;
  return {
    tell(doing) {
      count++;
      const now = performance.now();
      if (now < next) return;
      next = now + interval;
      shown = true;
      const line = `${count} checked, ${doing.replace(/[^ -~]/g, '?')}`;
      stream.write(`\r\u001b[2K${line.slice(0, Math.max(10, (stream.columns ?? 80) - 1))}`);
    },
    clear() {
      if (shown) stream.write('\r\u001b[2K');
    },
  };
}
