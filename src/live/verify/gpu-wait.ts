import { type GpuFacts, readGpus } from '../engine';

interface Waiting {
  /** MiB. */
  readonly freeMib: number;
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
  /** Milliseconds. */
  readonly timeoutMs: number;
  /** Called with what it waits for, when that changes. */
  say(sentence: string): Promise<void>;
}

/** Milliseconds between two looks. */
const lookMs = 2000;

/** Waits until a GPU has so much free memory. Returns why that can't be waited for, as a sentence. */
export async function waitForGpu({ freeMib, env, signal, timeoutMs, say }: Waiting): Promise<string | undefined> {
  const until = Date.now() + timeoutMs;
  let said = '';
  for (;;) {
    const reading = await readGpus(undefined, { env });
    if (reading.kind !== 'gpus' || reading.gpus.length === 0) return 'There is no GPU to wait for.';
    if (reading.gpus.some((gpu) => freeOf(gpu) >= freeMib)) return undefined;
    if (reading.gpus.every(({ memoryTotal }) => memoryTotal !== undefined && memoryTotal < freeMib))
      return `No GPU has ${(freeMib / 1024).toFixed(1)} GB of memory at all.`;
    const users = reading.processes.map(
      ({ pid, memoryUsed }) => `process ${pid}${memoryUsed === undefined ? '' : ` (${memoryUsed} MiB)`}`,
    );
    const sentence = `Waiting for ${(freeMib / 1024).toFixed(1)} GB of free GPU memory${users.length > 0 ? `, which ${users.join(', ')} use` : ''}.`;
    if (sentence !== said) await say(sentence);
    said = sentence;
    if (signal.aborted) return undefined;
    if (Date.now() > until) return 'No GPU became free in time.';
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, lookMs);
      signal.addEventListener('abort', () => {
        clearTimeout(timer);
        resolve();
      });
    });
  }
}

/** MiB. A card that doesn't say how much is in use counts as free. */
const freeOf = ({ memoryTotal, memoryUsed }: GpuFacts): number =>
  memoryTotal === undefined ? Number.POSITIVE_INFINITY : memoryTotal - (memoryUsed ?? 0);
