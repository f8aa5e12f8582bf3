import { randomBytes } from 'node:crypto';
import type { ContainerRecord } from '../../model/live/facts';
import { type Matching, sourceOf } from '../../model/live/join';
import type { Launch } from '../../model/targets';
import { quoteForShell } from '../../text/shell-quote';
import { type Answer, answer, containerNamed, type Engine, removeContainer } from '../engine';
import { insideOf } from './inside';
import { judgeLog } from './log';

/** Seconds after which a probe ends by itself, should cvl be killed. */
const lifetime = 600;

/**
 * Starts a container of a launch's image with the declared mounts, variables, user and GPUs, which only sleeps, and asks in it. Nothing of
 * the example runs. It's removed afterwards. Nothing if the user stopped cvl meanwhile.
 */
export async function probeOf(
  engine: Engine,
  launch: Launch,
  { repository, home }: Matching,
  signal: AbortSignal,
): Promise<Answer<readonly ContainerRecord[]>> {
  const { image } = launch.spec;
  if (image?.text === undefined || image.text.startsWith('-') || signal.aborted) return answer([]);
  const name = `cvl-doctor-${randomBytes(6).toString('hex')}`;
  const flags = flagsOf(launch, (mount) => sourceOf(mount, repository, home));
  const words = [
    'run',
    '--detach',
    '--network',
    'none',
    '--name',
    name,
    ...flags,
    '--entrypoint',
    'sleep',
    image.text,
    String(lifetime),
  ];
  const records = await askIn(engine, name, image.text, words, launch, signal);
  const removed = await removeContainer(engine, name);
  if (removed.ok || removed.fault.kind === 'absent') return answer(records);
  const removal = quoteForShell([...engine.words, 'rm', '--force', name]);
  const message = `The probe ${name} could not be removed. It ends by itself within ${lifetime / 60} minutes; then remove it with \`${removal}\`. ${removed.fault.message}`;
  return { ok: false, fault: { ...removed.fault, message } };
}

async function askIn(
  engine: Engine,
  name: string,
  image: string,
  words: readonly string[],
  launch: Launch,
  signal: AbortSignal,
): Promise<readonly ContainerRecord[]> {
  const started = await engine.call(words, { signal, timeoutMs: 120_000 });
  const found = await containerNamed(engine, name);
  const log = started.code === 0 ? { errors: [], last: [] } : await judgeLog(started.stderr);
  if (!found.ok || !found.value) {
    if (started.ended !== 'exited' || started.code === 0) return [];
    return [{ ...unstarted, name, image, exitCode: started.code ?? undefined, error: firstLine(started.stderr), log }];
  }
  const inside = await insideOf(engine, found.value, launch, signal);
  const refusal = started.code === 0 ? undefined : firstLine(started.stderr);
  return [{ ...found.value, error: found.value.error ?? refusal, log, inside, isProbe: true }];
}

/** A field as clients read those of `--mount`: a comma in a path isn't the end of it. */
const quoted = (field: string): string => (/[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field);

/** The flags that decide what a program sees, where they are known. */
function flagsOf({ spec }: Launch, source: (mount: Launch['spec']['mounts'][number]) => string | undefined): readonly string[] {
  const known = (flag: string, text: string | undefined): readonly string[] =>
    text === undefined || text === '' || /[\uE000-\uF8FF]/.test(text) ? [] : [flag, text];
  const mounts = spec.mounts.flatMap((mount) => {
    const from = source(mount);
    if (from === undefined || mount.target.text === undefined) return [];
    const fields = ['type=bind', `src=${from}`, `dst=${mount.target.text}`, ...(mount.readonly ? ['readonly'] : [])];
    return ['--mount', fields.map(quoted).join(',')];
  });
  const env = spec.env.flatMap(({ name, value }) =>
    name.text === undefined
      ? []
      : value === null
        ? ['--env', name.text]
        : known('--env', value.text && `${name.text}=${value.text}`),
  );
  return [
    ...mounts,
    ...env,
    ...known('--workdir', spec.workdir?.text),
    ...known('--user', spec.user?.text),
    ...known('--gpus', spec.gpus?.requests[0]?.flag.value?.text),
  ];
}

const firstLine = (text: string): string | undefined =>
  text
    .split('\n')
    .map((line) =>
      line
        .replace(/^(?:docker|podman|nerdctl): /, '')
        .replace(/^Error response from daemon: /, '')
        .trim(),
    )
    .find((line) => line !== '' && !/^[0-9a-f]{64}$/.test(line));

/** A container that the engine refused to make. */
const unstarted: Omit<ContainerRecord, 'name' | 'image' | 'exitCode' | 'error' | 'log'> = {
  id: '',
  imageId: undefined,
  command: [],
  state: 'refused',
  isRunning: false,
  oomKilled: false,
  created: undefined,
  started: undefined,
  finished: undefined,
  pid: undefined,
  environment: new Map(),
  mounts: [],
  user: undefined,
  workdir: undefined,
  gpus: undefined,
  devices: [],
  runtime: undefined,
  shmBytes: undefined,
  ipc: undefined,
  network: undefined,
  memoryBytes: undefined,
  privileged: false,
  readonlyRoot: false,
  autoRemove: false,
  labels: new Map(),
  inside: undefined,
  isProbe: true,
};
