import { constants } from 'node:os';

/** Whether a person or the system wants this process to end. */
export interface Ending {
  readonly signal: AbortSignal;
  /** Aborted by a second signal: there is no time to let things end by themselves. */
  readonly hurry: AbortSignal;
  signalled(): NodeJS.Signals | undefined;
  /** Sets the exit code of the first signal, if there was one, and leaves later ones to the system. */
  release(): void;
}

/**
 * Ctrl-C, SIGTERM, and SIGHUP end what runs, and leave a report. A second one gives what runs no time to end by itself.
 */
export function endOnSignals(): Ending {
  const controllers = [new AbortController(), new AbortController()] as const;
  const arrived: NodeJS.Signals[] = [];
  const names = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  const hear = (signal: NodeJS.Signals): void => {
    arrived.push(signal);
    controllers[arrived.length - 1]?.abort();
  };
  for (const name of names) process.on(name, hear);
  return {
    signal: controllers[0].signal,
    hurry: controllers[1].signal,
    signalled: () => arrived[0],
    release: () => {
      if (arrived[0]) process.exitCode = 128 + constants.signals[arrived[0]];
      for (const name of names) process.off(name, hear);
    },
  };
}
