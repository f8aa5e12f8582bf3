import {
  type ContainerRecord,
  defineRule,
  type LiveContainer,
  type Remedies,
  type Report,
  remedyFor,
  remedyOptions,
  sentence,
} from '../../../src/api';
import { diagnose } from '../diagnosis';
import { container } from '../samples';
import { about, command, size } from '../words';

type Id = 'memory' | 'killed' | 'refused' | 'missing' | 'unrunnable' | 'crashed' | 'stopped' | 'logged' | 'failed' | 'silent';

export default defineRule<'container', Remedies, Id>({
  name: 'exit',
  scope: 'container',
  docs: {
    summary: 'Containers end well',
    why: 'An exit code says how a container ended: 125 is the engine’s, 126 and 127 mean that its program can’t be run or isn’t there, and above 128 a signal ended it: 137 SIGKILL, 139 SIGSEGV, 143 SIGTERM.',
    bad: [
      {
        wrong: 'The kernel killed it for its memory limit.',
        sample: container('exitCode: 137\noomKilled: true\nmemoryBytes: 1073741824'),
      },
      {
        wrong: 'The image has no such program.',
        sample: container(`state: created
exitCode: 127
error: 'exec: "python": executable file not found in $PATH'
started: null
log: null`),
      },
      {
        wrong: 'The log says why it ended.',
        sample: container(`exitCode: 1
log: { errors: [{ kind: cuda-out-of-memory, message: 'torch.OutOfMemoryError: CUDA out of memory.' }], last: [x] }`),
      },
    ],
    good: [container('exitCode: 0'), container('state: running')],
    references: [
      'Training Pipeline Verification, “Common issues”: container exits immediately',
      'https://docs.docker.com/engine/containers/run/#exit-status',
    ],
  },
  options: remedyOptions,
  messages: {
    memory:
      'The container {{name}} was killed because it ran out of memory{{limit}} (exit code {{code}}). Load less at once, such as with a smaller batch or fewer DataLoader workers, or raise `--memory`.',
    killed:
      'The container {{name}} was killed with SIGKILL (exit code 137){{limit}}. That was a `{{kill}}`, a `{{stop}}` that it did not follow, or the kernel for want of memory: `sudo dmesg | grep -i oom` says whether it was the kernel.',
    refused: 'The engine could not start the container {{name}}{{code}}: {{error}}',
    missing: 'The program of the container {{name}} is not in the image (exit code 127). {{error}}',
    unrunnable: "The program of the container {{name}} can't be run (exit code 126). {{error}}",
    crashed:
      'The program of the container {{name}} crashed with a segmentation fault (exit code 139), often in a library that does not fit the driver or another package. `PYTHONFAULTHANDLER=1` shows where.',
    stopped: 'The container {{name}} was stopped with SIGTERM (exit code 143) before it was done.',
    logged: 'The container {{name}} ended with exit code {{code}}: "{{error}}". {{remedy}}',
    failed: 'The container {{name}} ended with exit code {{code}}, and its log reports no error. Read it with `{{logs}}`.',
    silent:
      'The container {{name}} ended at once with exit code 0, and printed nothing. Give it a command to run, or `-it` for a shell.',
  },
  *check(target, { options }): Iterable<Report<Id>> {
    const { facts, engine } = target;
    const diagnosis = diagnose(facts);
    if (diagnosis === undefined && isSilent(facts)) {
      yield { ...about(target), message: 'silent', data: { name: facts.name } };
      return;
    }
    if (diagnosis?.kind !== 'exit') return;
    const { name, memoryBytes } = facts;
    const logged = diagnosis.error;
    const data = {
      name,
      code: facts.exitCode,
      limit: memoryBytes === undefined ? '' : `, with a limit of ${size(memoryBytes)}`,
      kill: command(engine, 'kill', name),
      stop: command(engine, 'stop', name),
      logs: command(engine, 'logs', name),
    };
    yield { ...about(target), ...ending(target, data, logged && { ...logged, remedy: remedyFor(logged, options)?.remedy }) };
  },
});

type Logged = { readonly message: string; readonly remedy: string | undefined } | undefined;
type Data = NonNullable<Report['data']>;

function ending({ facts }: LiveContainer, data: Data, logged: Logged): { readonly message: Id; readonly data: Data } {
  const { exitCode: code, error, oomKilled } = facts;
  const said = logged
    ? `"${logged.message}". ${logged.remedy ?? ''}`.trim()
    : 'Correct the command, or install it in the Dockerfile.';
  if (oomKilled) return { message: 'memory', data };
  if (error !== undefined)
    return code === 126 || code === 127
      ? { message: code === 127 ? 'missing' : 'unrunnable', data: { ...data, error: sentence(error) } }
      : { message: 'refused', data: { ...data, code: code === undefined ? '' : ` (exit code ${code})`, error: sentence(error) } };
  if (code === 137) return { message: 'killed', data };
  if (code === 139) return { message: 'crashed', data };
  if (code === 143) return { message: 'stopped', data };
  if (code === 127) return { message: 'missing', data: { ...data, error: said } };
  if (code === 126) return { message: 'unrunnable', data: { ...data, error: said } };
  return logged
    ? {
        message: 'logged',
        data: { ...data, error: logged.message, remedy: logged.remedy ?? `Read the lines above it with \`${data['logs']}\`.` },
      }
    : { message: 'failed', data };
}

/** Milliseconds in which nothing useful was done. */
const atOnceMs = 2000;

const isSilent = ({ isRunning, exitCode, log, started, finished, isProbe }: ContainerRecord): boolean =>
  !isRunning &&
  !isProbe &&
  exitCode === 0 &&
  log?.last.length === 0 &&
  started !== undefined &&
  finished !== undefined &&
  Math.abs(Date.parse(finished) - Date.parse(started)) < atOnceMs;
