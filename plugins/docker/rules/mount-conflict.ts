import { posix } from 'node:path';
import table from '../../../rules/tables/mounts.yaml';
import { defineRule, type Launch, type Mount, type Part, type Related, type Report, type Span } from '../../../src/api';
import { onAllWays, type When } from '../cases';
import { isMain } from '../launches';
import { originOf } from '../origin';
import { areTogether, isMade, isWithin, mountConditions, repositorySource, sourceOf, targetOf } from '../paths';

interface Options {
  readonly outputs: { readonly options: readonly string[]; readonly variables: readonly string[] };
}

type Found = Report<'twice' | 'nowhere' | 'written' | 'lost'>;

const strings = { type: 'array', items: { type: 'string' } };

export default defineRule<'launch', Options, 'twice' | 'nowhere' | 'written' | 'lost'>({
  name: 'mount-conflict',
  scope: 'launch',
  docs: {
    summary: 'Mounts do not contradict each other, or what the container does',
    why: 'The engine refuses two mounts at one place. A mount inside a read-only one needs a folder that is already there. And a program that writes into a read-only mount stops, often after hours of training.',
    bad: [
      '#!/bin/bash\nDIR="$(cd "$(dirname "$0")" && pwd)"\ndocker run -v "$DIR:/workspace" -v "$DIR/data:/workspace" demo python train.py\n',
      '#!/bin/bash\nDIR="$(cd "$(dirname "$0")" && pwd)"\ndocker run -v "$DIR:/workspace:ro" -v "$HOME/runs:/workspace/runs" demo python train.py\n',
      '#!/bin/bash\nDIR="$(cd "$(dirname "$0")" && pwd)"\ndocker run -v "$DIR:/data:ro" demo python train.py --output_dir /data/out\n',
      {
        'train.sh':
          '#!/bin/bash\nDIR="$(cd "$(dirname "$0")" && pwd)"\ndocker run --rm -v "$DIR:/workspace" -w /workspace demo python train.py --output_dir /outputs\n',
        'train.py': '',
        Dockerfile: 'FROM python:3.12\n',
      },
    ],
    good: [
      '#!/bin/bash\nDIR="$(cd "$(dirname "$0")" && pwd)"\ndocker run -v "$DIR:/workspace" -v "$HOME/runs:/workspace/runs" demo python train.py\n',
      '#!/bin/bash\nDIR="$(cd "$(dirname "$0")" && pwd)"\nmkdir -p "$DIR/runs"\ndocker run -v "$DIR:/workspace:ro" -v "$HOME/runs:/workspace/runs" demo python train.py --output_dir runs\n',
    ],
  },
  options: {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: {
        outputs: {
          type: 'object',
          additionalProperties: false,
          description: 'options and variables that name where a program writes',
          properties: { options: strings, variables: strings },
        },
      },
    },
    defaults: { outputs: (table as Options).outputs },
  },
  messages: {
    twice: '{{target}} is mounted twice{{when}}, which the engine refuses: “Duplicate mount point”; leave one out',
    nowhere:
      '{{target}} lies in {{parent}}, which is mounted read-only and has no {{rest}}: the engine cannot make the mount point; add the folder, or mount {{parent}} writable',
    lost: '{{name}} makes the program write to {{path}}, which no mount holds, so that it is gone with the container; write below {{folder}}, or mount it',
    written:
      '{{name}} makes the program write to {{path}}, and {{mount}} is mounted read-only; mount it writable, or write elsewhere',
  },
  *check(launch, { options }): Iterable<Found> {
    yield* onAllWays(launch, function* (way, when): Iterable<Found> {
      const { mounts } = way.spec;
      for (const [index, mount] of mounts.entries()) {
        const found = duplicate(way, mounts.slice(0, index), mount, when) ?? impossible(way, mounts, mount);
        if (found) yield found;
      }
      yield* written(way, options);
    });
  },
});

function duplicate(launch: Launch, earlier: readonly Mount[], mount: Mount, when: When): Found | undefined {
  const target = targetOf(mount);
  const conditions = mountConditions(mount);
  const first = earlier.find((other) => {
    const isSame = target !== undefined && targetOf(other) === target && other.flag.order !== mount.flag.order;
    return isSame && areTogether(mountConditions(other), conditions);
  });
  if (!first) return undefined;
  const related = [
    { message: 'mounted first here', at: first.span },
    { message: 'in this container', at: launch.span },
  ];
  return {
    message: 'twice',
    data: { target, when: when([...mountConditions(first), ...conditions]) },
    at: mount.targetSpan,
    related,
  };
}

/** A mount point that has to be made in a folder that can't be written. */
function impossible(launch: Launch, mounts: readonly Mount[], mount: Mount): Found | undefined {
  const target = targetOf(mount);
  if (target === undefined || mountConditions(mount).length > 0) return undefined;
  const parents = mounts.filter((other) => {
    const own = targetOf(other);
    return other !== mount && own !== undefined && own !== target && isWithin(target, own);
  });
  const parent = parents.sort((a, b) => a.target.masked.length - b.target.masked.length).at(-1);
  if (parent?.readonly !== true || parent.open || mountConditions(parent).length > 0) return undefined;
  const folder = repositorySource(launch, parent);
  const source = sourceOf(launch, parent);
  if (folder === undefined || source === undefined) return undefined;
  const rest = posix.relative(targetOf(parent)!, target);
  const inside = folder === '' ? rest : `${folder}/${rest}`;
  if (launch.repository.kind(inside) !== undefined || isMade(launch, `${source}/${rest}`)) return undefined;
  const related = [{ message: 'mounted read-only here', at: parent.span }];
  return { message: 'nowhere', data: { target, parent: targetOf(parent), rest }, at: mount.targetSpan, related };
}

/** Where options and variables tell the program to write. */
function* written(launch: Launch, { outputs }: Options): Iterable<Found> {
  const { spec } = launch;
  const named: { name: string; value: Part }[] = [];
  for (const [index, word] of spec.command.entries()) {
    const [, option, rest] = /^(--?[\w-]+)(=.*)?$/s.exec(word.text ?? '') ?? [];
    if (option === undefined || !outputs.options.includes(option)) continue;
    const value = rest === undefined ? spec.command[index + 1] : { ...word, text: rest.slice(1) };
    if (value) named.push({ name: option, value });
  }
  for (const { name, value } of spec.env)
    if (value && name.text !== undefined && outputs.variables.includes(name.text)) named.push({ name: name.text, value });
  const container = launch.container;
  for (const { name, value } of named) {
    if (!value.text || value.word.when?.length) continue;
    const located = container.locate(value.text);
    if (located.kind === 'image') {
      const folder = writableTarget(launch);
      const data = { name, path: value.text, folder };
      if (folder !== undefined && value.text.startsWith('/') && !isTemporary(value.text) && isMain(launch))
        yield { message: 'lost', severity: 'warning', data, ...placeOf(value) };
      continue;
    }
    if ((located.kind !== 'mounted' && located.kind !== 'outside') || located.mount.readonly !== true) continue;
    if (located.mount.open || mountConditions(located.mount).length > 0) continue;
    const { at, related } = placeOf(value);
    const data = { name, path: value.text, mount: targetOf(located.mount) };
    yield { message: 'written', data, at, related: [{ message: 'mounted read-only here', at: located.mount.span }, ...related] };
  }
}

/** The word that writes the path, which another script may hand on. */
function placeOf(value: Part): { readonly at: Span; readonly related: readonly Related[] } {
  const at = originOf(value);
  return { at, related: at === value.span ? [] : [{ message: 'given to the program here', at: value.span }] };
}

const isTemporary = (path: string): boolean => /^\/(tmp|var\/tmp|dev)(\/|$)/.test(path);

/** A writable mount of a container that is removed at its end; none where something may keep what is written elsewhere. */
function writableTarget(launch: Launch): string | undefined {
  const { spec, script } = launch;
  const isRemoved = spec.flags.some(({ name, enabled }) => name === 'rm' && enabled === true);
  const isOpen =
    spec.open.length > 0 || spec.volumesFrom.length > 0 || spec.mounts.some(({ target }) => target.text === undefined);
  const isKept = launch.image.view?.stages.some(({ volumes }) => volumes.length > 0) ?? false;
  if (!isRemoved || isOpen || isKept || /\b(docker|podman)\s+(cp|commit)\b/.test(script.shell.file.text)) return undefined;
  const writable = spec.mounts.find(
    (mount) => mount.type === 'bind' && mount.readonly === false && !targetOf(mount)?.includes('/.cache'),
  );
  return writable && targetOf(writable);
}
