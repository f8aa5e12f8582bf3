import type { ContainerRecord, LogFacts } from '../../src/api';

type LoggedError = LogFacts['errors'][number];

/** Why a container ended, by the one rule that reports it. */
export type Diagnosis =
  | { readonly kind: 'imports'; readonly module: string; readonly error: LoggedError }
  | { readonly kind: 'files'; readonly error: LoggedError; readonly path: string | undefined }
  | { readonly kind: 'gpu'; readonly error: LoggedError }
  /** By its exit code, or by another error of its log. */
  | { readonly kind: 'exit'; readonly error: LoggedError | undefined };

/** Undefined for a container that runs, never started without a fault, or ended well. */
export function diagnose(facts: ContainerRecord): Diagnosis | undefined {
  const { isRunning, exitCode = 0, error: refusal, oomKilled } = facts;
  if (isRunning || (exitCode === 0 && refusal === undefined && !oomKilled)) return undefined;
  const error = firstError(facts);
  // A signal ended it, so what it logged before wasn't its end.
  if (oomKilled || refusal !== undefined || exitCode > 128 || error === undefined) return { kind: 'exit', error };
  const module = missingModule(error.message);
  if (module !== undefined) return { kind: 'imports', module, error };
  if (fileErrors.test(error.message) && !/shared object file/.test(error.message))
    return { kind: 'files', error, path: /(?<!\w)['"]([^'"]{1,300})['"]/.exec(error.message)?.[1] };
  return /^(?:hint\/(?:driver|gpu)|start\/(?:gpu|driver))/.test(error.kind) || gpuErrors.test(error.message)
    ? { kind: 'gpu', error }
    : { kind: 'exit', error };
}

/** What a log says first, and rather an error than a hint at one. */
function firstError({ log }: ContainerRecord): LoggedError | undefined {
  const errors = log?.errors ?? [];
  return errors.find(({ kind }) => kind !== 'error' && !kind.startsWith('hint/')) ?? errors[0];
}

/** The name of a module that Python doesn't find. */
const missingModule = (message: string): string | undefined => /\bNo module named '?([\w.]{1,200})/.exec(message)?.[1];

const fileErrors =
  /\b(?:FileNotFoundError|PermissionError|NotADirectoryError|IsADirectoryError)\b|can't open file|No such file or directory|Read-only file system|Permission denied/;

const gpuErrors = /No CUDA GPUs are available|Found no NVIDIA driver|Torch not compiled with CUDA|no CUDA-capable device/;
