/** A line that is rewritten in place, only on a terminal, and only when the work takes noticeable time. */
export interface Progress {
  show(doing: string): void;
  clear(): void;
}

/** Milliseconds before the first line, and between two. */
const firstAfterMs = 400;
const intervalMs = 80;

export function createProgress(stream: NodeJS.WriteStream, wanted: boolean): Progress {
  if (!wanted || !stream.isTTY) return { show: () => {}, clear: () => {} };
  let next = performance.now() + firstAfterMs;
  let shown = false;
  let count = 0;
  return {
    show(doing) {
      count++;
      const now = performance.now();
      if (now < next) return;
      next = now + intervalMs;
      shown = true;
      const line = `${count} checked, ${doing.replace(/[^ -~]/g, '?')}`;
      stream.write(`\r\u001b[2K${line.slice(0, Math.max(10, (stream.columns ?? 80) - 1))}`);
    },
    clear() {
      if (shown) stream.write('\r\u001b[2K');
    },
  };
}
