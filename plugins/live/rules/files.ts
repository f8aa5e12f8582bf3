import { posix } from 'node:path';
import { type ActualMount, defineRule, type LiveContainer, type Report } from '../../../src/api';
import { diagnose } from '../diagnosis';
import { container } from '../samples';
import { about, command, mountCause } from '../words';

type Id = 'unmounted' | 'absent' | 'forbidden' | 'readonly' | 'unknown';

export default defineRule<'container', Record<string, never>, Id>({
  name: 'files',
  scope: 'container',
  docs: {
    summary: 'The container finds its files, and may write where it must',
    why: 'A program that does not find its script or its data ends at once. The path is that in the container: it is there only if it was copied into the image, or a folder of the host is mounted above it.',
    bad: [
      {
        wrong: 'Nothing is mounted where the script is meant to be.',
        sample: container(`exitCode: 2
mounts: []
log: { errors: [{ kind: start/program-missing, message: "python: can't open file '/workspace/train.py': [Errno 2] No such file or directory" }], last: [x] }`),
      },
      {
        wrong: 'The user of the container may not write there.',
        sample: container(`exitCode: 1
user: "1000"
log: { errors: [{ kind: traceback, message: "PermissionError: [Errno 13] Permission denied: '/workspace/outputs'" }], last: [x] }`),
      },
      {
        wrong: 'The running container does not have the script.',
        sample: container('state: running\ninside: { missing: [/workspace/train.py], workdir: [], modules: [] }'),
      },
    ],
    good: container('state: running\ninside: { missing: [], workdir: [train.py], modules: [] }'),
    references: ['Training Pipeline Verification, “Common issues”: can’t access files'],
  },
  messages: {
    unmounted:
      'The container {{name}} has no {{path}}: nothing is mounted above it, and the image has no such file. Mount its folder with `--mount`. `{{list}}` lists what is there.',
    absent:
      'The container {{name}} has no {{path}}: its {{target}} is {{source}} on the host, which has no {{rest}}. `{{list}}` lists what is there.',
    forbidden:
      'The container {{name}} may not use {{path}}: it runs as {{user}}, and the host’s permissions count for what is mounted. Start it with `--user "$(id -u):$(id -g)"`, or change the owner of the folder on the host.',
    readonly:
      "The container {{name}} can't write {{path}}, because its {{target}} is mounted read-only. Mount it writable, or write elsewhere.",
    unknown: 'The container {{name}} ended because of a file: "{{error}}". `{{list}}` lists what is in its working folder.',
  },
  *check(target): Iterable<Report<Id>> {
    const { inside } = target.facts;
    for (const path of inside?.missing ?? []) yield absence(target, path);
    const diagnosis = diagnose(target.facts);
    if (diagnosis?.kind !== 'files') return;
    const { path, error } = diagnosis;
    const { facts } = target;
    if (path === undefined) {
      const data = { name: facts.name, error: error.message, list: listing(target, facts.workdir ?? '/') };
      yield { ...about(target), message: 'unknown', data };
    } else if (/Permission denied|Read-only file system/.test(error.message)) yield refusal(target, path, error.message);
    else yield absence(target, path);
  },
});

const absolute = ({ facts }: LiveContainer, path: string): string =>
  posix.normalize(path.startsWith('/') ? path : posix.join(facts.workdir ?? '/', path));

/** The mount that holds a path of the container. */
const mountAbove = ({ facts }: LiveContainer, path: string): ActualMount | undefined =>
  facts.mounts
    .filter(({ target }) => path === target || path.startsWith(`${target}/`))
    .sort((a, b) => b.target.length - a.target.length)[0];

const listing = ({ facts, engine }: LiveContainer, folder: string): string =>
  facts.isRunning
    ? command(engine, 'exec', facts.name, 'ls', '-la', folder)
    : command(engine, 'run', '--rm', '--volumes-from', facts.name, '--entrypoint', 'ls', facts.image ?? 'IMAGE', '-la', folder);

function absence(target: LiveContainer, named: string): Report<Id> {
  const path = absolute(target, named);
  const mount = mountAbove(target, path);
  const list = listing(target, mount?.target ?? posix.dirname(path));
  const data = { name: target.facts.name, path, list };
  const declared = target.launch?.spec.mounts.flatMap(({ target: { text } }) => text ?? []);
  const folder = mount?.target ?? declared?.find((each) => path.startsWith(`${each}/`)) ?? path;
  const follows = mountCause(target, folder);
  if (!mount) return { ...about(target), message: 'unmounted', data, follows };
  const rest = path === mount.target ? 'file there' : path.slice(mount.target.length + 1);
  return {
    ...about(target),
    message: 'absent',
    data: { ...data, target: mount.target, source: mount.source ?? `the volume ${mount.name}`, rest },
    follows,
  };
}

function refusal(target: LiveContainer, named: string, error: string): Report<Id> {
  const { facts } = target;
  const path = absolute(target, named);
  const mount = mountAbove(target, path);
  const data = { name: facts.name, path, target: mount?.target, user: facts.user === undefined ? 'root' : `user ${facts.user}` };
  return mount?.readonly && /Read-only/.test(error)
    ? { ...about(target), message: 'readonly', data, follows: mountCause(target, mount.target) }
    : { ...about(target), message: 'forbidden', data };
}
