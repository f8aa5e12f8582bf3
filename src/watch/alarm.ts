import { basename } from 'node:path';
import { foreign } from './files';
import type { Wake } from './watch';

/** Wakes the watcher: by the system's notices of changed files, and now and then in case one was lost. */
export interface Alarm {
  next(): Promise<Wake>;
  stop(): void;
  close(): Promise<void>;
}

/** Milliseconds: changes within this are told together. */
const together = 150;
/** Milliseconds: a look without any notice, as network file systems send none. */
const anyway = 1000;

/** `folder`: absolute, must be there; `depth`: how many levels of folders below it are watched as well. */
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
  // A folder that can't be watched any longer is still looked at now and then.
  watcher.on('error', () => undefined);

  return {
    async next() {
      if (!changed && !stopped) await pause(anyway, (wake) => (ring = wake));
      if (!stopped) await pause(together, (wake) => (ring = () => (stopped ? wake() : undefined)));
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
