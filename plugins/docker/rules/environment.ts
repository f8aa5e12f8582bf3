import { posix } from 'node:path';
import table from '../../../rules/tables/container-environment.yaml';
import { closest, defineRule, type Launch, type Part, type Report } from '../../../src/api';
import { onAllWays } from '../cases';
import { type Demand, demandsSchema } from '../demands';
import { isMain, isOfPreset } from '../launches';
import { isWithin, mountConditions, targetOf } from '../paths';

interface RequiredVariable extends Demand {
  readonly name: string;
  /** The value to advise; any is taken. */
  readonly value: string;
  /** An option of Python that does as well: a letter. */
  readonly option?: string;
}

interface Options {
  readonly required: readonly RequiredVariable[];
  readonly folders: readonly string[];
}

type Message = 'missing' | 'off' | 'misspelt' | 'unmounted' | 'absent' | 'misplaced' | 'relative' | 'twice';
type Found = Report<Message>;

const { required, folders } = table as Options;
const mounted = '-v "$DIR:/workspace" -w /workspace';

export default defineRule<'launch', Options, Message>({
  name: 'environment',
  scope: 'launch',
  docs: {
    summary: 'A container gets the variables that its Python needs',
    why: 'PYTHONPATH that names a folder which nothing mounts is ignored without a word, until an import fails. Without PYTHONUNBUFFERED the log of a training comes in blocks, and the lines before a crash are lost.',
    bad: [
      {
        'train.sh': '#!/bin/bash\ndocker run -e PYTHONUNBUFFERED=1 -e PYTHONPATH=/cvlization_repo demo python train.py\n',
        Dockerfile: 'FROM python:3.12\n',
      },
      {
        'train.sh': `#!/bin/bash\nDIR="$(cd "$(dirname "$0")" && pwd)"\ndocker run ${mounted} demo python train.py\n`,
        Dockerfile: 'FROM python:3.12\n',
      },
    ],
    good: [
      '#!/bin/bash\nROOT="$(cd "$(dirname "$0")/../.." && pwd)"\ndocker run -e PYTHONUNBUFFERED=1 -e PYTHONPATH=/cvlization_repo -v "$ROOT:/cvlization_repo:ro" demo python train.py\n',
      {
        'train.sh': `#!/bin/bash\nDIR="$(cd "$(dirname "$0")" && pwd)"\ndocker run ${mounted} demo python -u train.py\n`,
        Dockerfile: 'FROM python:3.12\n',
      },
      {
        'train.sh': '#!/bin/bash\ndocker run demo python train.py\n',
        Dockerfile: 'FROM python:3.12\nENV PYTHONUNBUFFERED=1\n',
      },
    ],
    references: ['Training Pipeline Verification, “Docker Mount Structure”'],
  },
  options: {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: {
        required: demandsSchema(['name', 'value'], {
          name: { type: 'string' },
          value: { type: 'string', description: 'the value to advise' },
          option: { type: 'string', pattern: '^[a-zA-Z]$', description: 'an option of Python that does as well: a letter' },
        }),
        folders: {
          type: 'array',
          items: { type: 'string', pattern: '^/' },
          description: 'targets of mounts that PYTHONPATH may name',
        },
      },
    },
    defaults: { required, folders },
  },
  messages: {
    missing: '{{name}} is not set{{when}}: {{purpose}}; add `--env {{name}}={{value}}`, or set it in the Dockerfile',
    off: '{{name}}={{value}} is as if it were not set: {{purpose}}; write `{{name}}={{wanted}}`',
    misspelt: 'PYTHONPATH names {{folder}}, which is not in the container, and the mount is at {{target}}; write `{{target}}`',
    misplaced:
      'PYTHONPATH names {{folder}}, and this is mounted at {{target}}, so that Python looks for modules in vain; write `{{folder}}`',
    twice: '{{name}} is set twice, and the later one counts ({{value}}); leave this one out',
    absent: 'PYTHONPATH names {{folder}}, and {{held}}, which is mounted there, is not in the repository; {{advice}}',
    unmounted:
      'PYTHONPATH names {{folder}}, and nothing is mounted there, so that Python looks for modules in vain; mount it, or leave it out',
    relative:
      'PYTHONPATH names {{folder}}, which Python takes from the folder it is started in; write the absolute path in the container',
  },
  *check(launch, { options }): Iterable<Found> {
    yield* onAllWays(launch, function* (way, when): Iterable<Found> {
      yield* pythonPath(way, options.folders);
      yield* twice(way);
      if (!way.example || !isMain(way)) return;
      for (const { name, value, purpose, presets, severity, option } of options.required) {
        if (presets && !isOfPreset(way, presets)) continue;
        const off = switchedOff(way, name);
        if (off) yield { message: 'off', data: { name, value: off.text, wanted: value, purpose }, at: off.span };
        if (!isAbsent(way, name, option) || isMisspelt(way, name)) continue;
        yield { message: 'missing', data: { name, value, purpose, when: when() }, at: way.span, ...(severity && { severity }) };
      }
    });
  },
});

/** Absent from the launch, the image, the command and the code; only for launches that are known to start a Python file. */
function isAbsent(launch: Launch, name: string, option: string | undefined): boolean {
  const container = launch.container;
  const starts = launch.starts.filter(({ target }) => target.kind !== 'code');
  if (starts.length === 0 || container.variable(name) !== null) return false;
  if (option !== undefined && hasOption(launch, option)) return false;
  return starts.every((start) => !start.preceded && !start.variables.has(name));
}

/** Python takes a variable of its own that is empty or `0` for one that is not set (Python/initconfig.c, _Py_get_env_flag). */
function switchedOff({ spec }: Launch, name: string): Part | undefined {
  const value = spec.env.findLast((entry) => entry.name.text === name)?.value;
  return value?.text === '0' && name.startsWith('PYTHON') && !value.word.when?.length ? value : undefined;
}

/** Another variable is set whose name is a slip of the hand away: `env/names` tells. */
const isMisspelt = ({ spec }: Launch, name: string): boolean =>
  spec.env.some((entry) => entry.name.text !== undefined && entry.name.text !== name && closest(entry.name.text, [name]));

/** A variable that is set twice by words of the command itself, to different values. */
function* twice(launch: Launch): Iterable<Found> {
  const { env } = launch.spec;
  for (const [index, entry] of env.entries()) {
    const { name, value } = entry;
    if (name.text === undefined || value?.text === undefined || name.word.when?.length) continue;
    const later = env.slice(index + 1).find((other) => other.name.text === name.text);
    if (later?.value?.text === undefined || later.value.text === value.text || later.name.word.when?.length) continue;
    if ([name, later.name].some(({ word }) => word.segments.some(({ through }) => through))) continue;
    const related = [{ message: 'set again here', at: later.name.span }];
    yield { message: 'twice', data: { name: name.text, value: later.value.text }, at: name.span, related };
  }
}

/** `python -u`, by itself or in a shell's text. */
const hasOption = ({ spec }: Launch, option: string): boolean =>
  spec.command.some(({ masked }) => new RegExp(`(?:^|python\\S{0,20}\\s+)-[a-zA-Z]*${option}`).test(masked));

/** Folders of PYTHONPATH that are surely not there. */
function* pythonPath(launch: Launch, targets: readonly string[]): Iterable<Found> {
  const entry = launch.spec.env.findLast(({ name }) => name.text === 'PYTHONPATH');
  const text = entry?.value?.text;
  if (!entry?.value || text === undefined) return;
  const container = launch.container;
  const related = [{ message: 'for this container', at: launch.span }];
  for (const folder of text.split(':')) {
    if (folder === '' || folder.startsWith('$')) continue;
    if (!folder.startsWith('/')) {
      if (container.workdir === undefined) yield { message: 'relative', data: { folder }, at: entry.value.span, related };
      continue;
    }
    const path = posix.normalize(folder).replace(/\/$/, '');
    const absent = absentFolder(launch, path);
    if (absent) {
      yield { message: 'absent', data: { folder, ...absent }, at: entry.value.span, related };
      continue;
    }
    const isOfMount = targets.some((target) => isWithin(path, target));
    if (container.locate(path).kind !== 'image' || launch.image.dockerfile?.dockerfile.file.text.includes(path)) continue;
    const near = launch.spec.mounts.find((mount) => closest(path, [targetOf(mount) ?? '']) !== undefined);
    const data = { folder, target: near && targetOf(near) };
    if (near && isOfMount) yield { message: 'misplaced', data, at: near.targetSpan, related };
    else if (near && launch.image.dockerfile) yield { message: 'misspelt', data, at: entry.value.span, related };
    if (near || !isOfMount) continue;
    yield { message: 'unmounted', data: { folder }, at: entry.value.span, related };
  }
}

/** A folder below a mount of the repository that is not in it, that git does not ignore, and that nothing makes. */
function absentFolder(launch: Launch, path: string): { readonly held: string; readonly advice: string } | undefined {
  const { repository } = launch;
  const located = launch.container.locate(path);
  if (located.kind !== 'mounted' || located.path === '' || repository.kind(located.path) !== undefined) return undefined;
  const folder = posix.dirname(located.path);
  const isKnown = repository.kind(folder) === 'folder' && repository.entry(folder)?.type !== 'gitlink';
  if (!isKnown || repository.ignoredBy(`${located.path}/`) || mountConditions(located.mount).length > 0) return undefined;
  const name = posix.basename(located.path);
  if (launch.script.shell.file.text.replace(/PYTHONPATH[^\n]*/g, '').includes(name)) return undefined;
  const near = closest(
    name,
    repository.list(folder).flatMap((each) => (each.kind === 'folder' ? [each.name] : [])),
  );
  return {
    held: located.path,
    advice: near ? `write \`${posix.join(posix.dirname(path), near)}\`` : 'name a folder that is there, or leave it out',
  };
}
