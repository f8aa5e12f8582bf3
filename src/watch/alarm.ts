import { basename } from 'node:path';
import { foreign } from './files';
import type { Wake } from './watch';

/** Wakes the watcher when the system reports a changed file, and every second in case a report was lost. */
export interface Alarm {
  next(): Promise<Wake>;
  stop(): void;
  close(): Promise<void>;
}

/** Milliseconds: changes within this time wake the watcher once. */
const debounceMs = 150;
/** Milliseconds: the longest wait, because network file systems report no changes. */
const longestWaitMs = 1000;

/** `folder`: absolute, must exist. `depth`: levels of folders below it to watch. */
export async function createAlarm(folder: string, depth: number): Promise<Alarm> {
  const { watch } = await import('chokidar');
  let added = true;
  let changed = false;
  let stopped = false;
  let ring = (): void => {};
  const watcher = watch(folder, {
    ignoreInitial: true,
    depth,
    ignored: (path) => foreign.has(basename(path)),
  });
  watcher.on('all', (event) => {
    if (event === 'add' || event === 'addDir' || event === 'unlink') added = true;
    changed = true;
    ring();
  });
  // A folder that can no longer be watched is still checked after each wait.
  watcher.on('error', () => undefined);

  return {
    async next() {
      if (!changed && !stopped) await pause(longestWaitMs, (wake) => (ring = wake));
      if (!stopped) await pause(debounceMs, (wake) => (ring = () => (stopped ? wake() : undefined)));
      ring = () => undefined;
      const wake = { added, stop: stopped };
      added = false;
      changed = false;
      return wake;
    },
    stop() {
      stopped = true;
      ring();
    },
    close: () => watcher.close(),
  };
}

function pause(milliseconds: number, early: (wake: () => void) => void): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    early(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
