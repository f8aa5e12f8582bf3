import { type GpuFacts, type GpuReading, ownerOf, readGpus } from '../engine';

interface Waiting {
  /** MiB of each. */
  readonly freeMib: number;
  /** How many GPUs. */
  readonly count: number;
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
  /** Milliseconds. */
  readonly timeoutMs: number;
  /** Called with what it waits for, when that changes. */
  say(sentence: string): Promise<void>;
  /** Milliseconds between two looks. */
  readonly lookMs?: number;
}

/** Readings that may fail in a row: a driver that is busy gives no answer now and then. */
const mostFailures = 3;

/**
 * Waits until so many GPUs have so much free memory. Returns why that can't be waited for, as a sentence, and undefined also where `signal`
 * ends it.
 */
export async function waitForGpu({
  freeMib,
  count,
  env,
  signal,
  timeoutMs,
  say,
  lookMs = 2000,
}: Waiting): Promise<string | undefined> {
  const until = Date.now() + timeoutMs;
  const size = `${(freeMib / 1024).toFixed(1)} GB`;
  let said = '';
  let failures = 0;
  for (;;) {
    const reading = await readGpus(undefined, { env });
    if (signal.aborted) return undefined;
    if (reading.kind === 'none' || (reading.kind === 'gpus' && reading.gpus.length === 0)) return 'There is no GPU to wait for.';
    if (reading.kind === 'failed') {
      failures += 1;
      if (failures === mostFailures) return reading.reason;
    } else {
      failures = 0;
      const { gpus } = reading;
      if (gpus.filter((gpu) => freeOf(gpu) >= freeMib).length >= count) return undefined;
      const large = gpus.filter(({ memoryTotal }) => memoryTotal === undefined || memoryTotal >= freeMib).length;
      if (large === 0) return `No GPU has ${size} of memory at all.`;
      if (large < count) return `Only ${large} of the ${count} GPUs that the example needs have ${size} of memory at all.`;
      const sentence = `Waiting for ${count === 1 ? '' : `${count} GPUs with `}${size} of free GPU memory${usersOf(reading)}.`;
      if (sentence !== said) await say(sentence);
      said = sentence;
    }
    if (Date.now() > until) return 'No GPU became free in time.';
    await pause(lookMs, signal);
  }
}

function usersOf({ processes }: Extract<GpuReading, { readonly kind: 'gpus' }>): string {
  const users = processes.map(({ pid, memoryUsed }) => {
    const { command, container } = ownerOf(pid);
    const where = container === undefined ? '' : ` in container ${container.slice(0, 12)}`;
    return `${command ?? 'process'} ${pid}${where}${memoryUsed === undefined ? '' : ` (${memoryUsed} MiB)`}`;
  });
  return users.length > 0 ? `, which ${users.join(', ')} ${users.length === 1 ? 'uses' : 'use'}` : '';
}

async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal.addEventListener('abort', end);
  });
}

/** MiB. A card that doesn't say how much is in use counts as free. */
const freeOf = ({ memoryTotal, memoryUsed }: GpuFacts): number =>
  memoryTotal === undefined ? Number.POSITIVE_INFINITY : memoryTotal - (memoryUsed ?? 0);
