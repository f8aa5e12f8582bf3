import { posix } from 'node:path';
import table from '../../../rules/tables/mounts.yaml';
import {
  defineRule,
  isBatchJob,
  isBehindLink,
  isSymbolic,
  type Launch,
  type Mount,
  type Part,
  type Report,
  type RootedPath,
  rootedPath,
  type Severities,
  type Span,
  severitiesSchema,
  showRoots,
  withSeverities,
} from '../../../src/api';
import { onAllWays, type When } from '../cases';
import { endOf, isMade, isWithin, mountConditions, sourceOf, sourcePlace, targetOf } from '../paths';

interface Options extends Severities {
  readonly roots: { readonly [target: string]: 'repository' };
  readonly caller: readonly string[];
  /** Also asks that folders of the user's home are made before they are mounted. */
  readonly home: boolean;
}

type Id = 'missing' | 'empty' | 'made' | 'moved' | 'caller' | 'outside' | 'depth' | 'doubled' | 'home' | 'unmade';
type Found = Report<Id>;

const { roots, caller } = table as Options;

export default defineRule<'launch', Options, Id>({
  name: 'mount-source',
  scope: 'launch',
  docs: {
    summary: 'What a container mounts exists, and is the same wherever the script is started from',
    why: '`--mount` refuses a source that does not exist; `-v` makes an empty folder of it that belongs to root. A source below the caller’s folder is another one for everybody who stands elsewhere, and one `..` too many or too few mounts the wrong folder without a word.',
    bad: [
      '#!/bin/bash\nDIR="$(cd "$(dirname "$0")" && pwd)"\ndocker run --mount "type=bind,src=$DIR/dataset,dst=/data" demo python train.py\n',
      '#!/bin/bash\nDIR="$(cd "$(dirname "$0")" && pwd)"\nROOT="$(cd "$DIR/../../.." && pwd)"\ndocker run -v "$ROOT:/cvlization_repo:ro" demo python train.py\n',
      '#!/bin/bash\ndocker run -v $(pwd)/${CACHE:-$HOME/.cache}:/root/.cache demo python train.py\n',
      '#!/bin/bash\ndocker run -v /home/ubuntu/demo:/workspace demo python train.py\n',
      { 'train.sh': '#!/bin/bash\ndocker run -v "$(pwd):/workspace" -w /workspace demo python train.py\n', 'train.py': '' },
    ],
    good: [
      '#!/bin/bash\nDIR="$(cd "$(dirname "$0")" && pwd)"\nmkdir -p "$DIR/dataset"\ndocker run --mount "type=bind,src=$DIR/dataset,dst=/data" demo python train.py\n',
      '#!/bin/bash\nDIR="$(cd "$(dirname "$0")" && pwd)"\nROOT="$(cd "$DIR/../.." && pwd)"\ndocker run -v "$ROOT:/cvlization_repo:ro" demo python train.py\n',
      {
        'train.sh': '#!/bin/bash\ncd "$(dirname "$0")"\ndocker run -v "$(pwd):/workspace" -w /workspace demo python train.py\n',
        'train.py': '',
      },
      '#!/bin/bash\ndocker run -v "${CVL_WORK_DIR:-$(pwd)}:/mnt/cvl/workspace" demo python train.py\n',
    ],
    references: ['https://docs.docker.com/engine/storage/bind-mounts/'],
  },
  options: {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: {
        roots: {
          type: 'object',
          additionalProperties: { enum: ['repository'] },
          description: 'targets that must hold the repository’s root',
        },
        caller: {
          type: 'array',
          items: { type: 'string' },
          description: 'targets at which the folder of the caller is meant to be',
        },
        severities: severitiesSchema,
        home: { type: 'boolean', description: 'folders of the user’s home must be made before `--mount` names them' },
      },
    },
    defaults: {
      roots,
      caller,
      home: true,
      severities: { caller: 'warning', empty: 'warning', home: 'warning', made: 'info', outside: 'warning', unmade: 'info' },
    },
  },
  messages: {
    missing:
      '{{source}} is not in the repository and nothing makes it before the launch{{when}}: `--mount` refuses it; {{advice}}',
    empty:
      '{{source}} is not in the repository and nothing makes it before the launch{{when}}: `-v` mounts an empty folder that belongs to root; {{advice}}',
    made: '{{source}} is not in the repository and nothing makes it before the launch{{when}}: `-v` makes it, and it belongs to root; add `mkdir -p` before it',
    moved: '{{source}} is not in the repository: has it moved{{hint}}? Take it from the script’s own folder',
    caller:
      'which folder this is depends on where the script is started from, and {{target}} holds {{held}}; take it from the script’s folder: `DIR="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"`',
    outside: '{{source}} lies outside the repository: {{count}} `..` too many; nobody else has it there',
    depth:
      '{{target}} should hold the repository’s root, and holds {{source}}: {{advice}}, or ask `git rev-parse --show-toplevel`',
    doubled: 'two absolute paths are glued together to {{source}}, which does not exist; leave out the first one',
    home: '{{source}} lies below the home folders of one machine, and nobody else has it; write `$HOME`, or take it from the script’s folder',
    unmade:
      'nothing makes {{source}} before the launch{{when}}, and `--mount` refuses a source that does not exist, as on a new machine; add `mkdir -p "{{path}}"`',
  },
  *check(launch, { options }): Iterable<Found> {
    const found = onAllWays(launch, function* (way, when): Iterable<Found> {
      for (const mount of way.spec.mounts) {
        const fault = faultOf(way, mount, options, when);
        if (fault) yield { ...fault, related: [{ message: 'mounted into this container', at: way.span }] };
      }
    });
    yield* withSeverities(found, options);
  },
});

function faultOf(launch: Launch, mount: Mount, options: Options, when: When): Found | undefined {
  const { source } = mount;
  if (mount.type !== 'bind' || source?.text === undefined) return undefined;
  const at = sourcePlace(mount);
  const shown = showRoots(source.text);
  if (isDefaulted(source) && asksForAbsolute(launch)) return undefined;
  if (isDoubled(source)) {
    const first = source.word.segments[0];
    return { message: 'doubled', data: { source: shown }, at: first?.through ?? at };
  }
  if (/^\/(home|Users)\/[^/]+/.test(source.text)) return { message: 'home', data: { source: shown }, at };
  const path = sourceOf(launch, mount);
  const rooted = path === undefined ? undefined : rootedPath(path);
  if (path === undefined || !rooted || hasOwnWay(launch, mount, path)) return undefined;
  const whole = showRoots(path);
  if (rooted.root === 'repository') {
    const target = targetOf(mount) ?? '';
    return (
      (options.roots[target] === 'repository' ? depthFault(launch, rooted, whole, target, at) : undefined) ??
      (rooted.above > 0
        ? { message: 'outside', data: { source: whole, count: rooted.above }, at }
        : existenceFault(launch, mount, path, rooted, when))
    );
  }
  if (rooted.root === 'caller') return callerFault(launch, mount, rooted, source, options);
  if (!options.home || mount.from !== '--mount' || isMade(launch, path) || isDefaulted(source)) return undefined;
  const home = `$HOME/${rooted.path}`;
  if (rooted.path === '') return undefined;
  return {
    message: 'unmade',
    data: { source: whole, path: home, when: when(mountConditions(mount)) },
    at: endOf(launch, mount),
  };
}

/** What was tested before: the script stops, or goes another way, where the path is missing. */
function hasOwnWay({ command }: Launch, mount: Mount, path: string): boolean {
  return [...command.when, ...command.requires, ...mountConditions(mount)].some(({ key }) => key.includes(path));
}

/** The script itself asks whether a path begins with a slash before it puts another before it. */
const asksForAbsolute = ({ command }: Launch): boolean => command.when.some(({ key }) => key.includes('/*'));

/** `|| true`: the script goes on where the engine refuses. */
function isTolerated({ span, repository }: Launch): boolean {
  const rest = repository.source(span.file)?.text.slice(span.end) ?? '';
  return /^[^\n;]*\|\|/.test(rest);
}

const isDefaulted = ({ word }: Part): boolean => word.segments.some(({ defaultOf }) => defaultOf !== undefined);

/** `$(pwd)/` before an absolute path. */
function isDoubled({ word }: Part): boolean {
  let before = '';
  for (const { text, defaultOf } of word.segments) {
    if (text === null) return false;
    const isAbsolute = isSymbolic(text) || (defaultOf !== undefined && /^\/\w/.test(text));
    if (before.endsWith('/') && before.length > 1 && text.startsWith('/') && isAbsolute) return true;
    before += text;
  }
  return false;
}

function depthFault(
  { repository }: Launch,
  { path, above }: RootedPath,
  source: string,
  target: string,
  at: Span,
): Found | undefined {
  const below = path === '' ? 0 : path.split('/').length;
  if (above === 0 && below === 0) return undefined;
  const [count, direction] = above > 0 ? [above, 'fewer'] : [below, 'more'];
  const climb = climbIn(repository.source(at.file)?.text.slice(at.start, at.end) ?? '');
  const steps = climb && climb.steps + (above > 0 ? -above : below);
  const advice = steps ? `write \`${Array(steps).fill('..').join('/')}\`` : `go up ${count} ${direction}`;
  const place = climb ? { ...at, start: at.start + climb.start, end: at.start + climb.end } : at;
  return { message: 'depth', data: { target, source, advice }, at: place };
}

/** The only `../..` in a text. */
function climbIn(text: string): { readonly start: number; readonly end: number; readonly steps: number } | undefined {
  const [only, another] = text.matchAll(/(?<![\w.])\.\.(?:\/\.\.)*(?![\w.])/g);
  if (!only || another) return undefined;
  return { start: only.index, end: only.index + only[0].length, steps: only[0].split('/').length };
}

function existenceFault(launch: Launch, mount: Mount, absolute: string, { path }: RootedPath, when: When): Found | undefined {
  const { repository } = launch;
  if (path === '' || repository.kind(path) !== undefined || isMade(launch, absolute) || isBehindLink(repository, path))
    return undefined;
  const isIgnored = repository.ignoredBy(path) !== undefined;
  const at = endOf(launch, mount);
  const file = /\.\w{1,5}$/.test(path);
  const advice = file || !isIgnored ? 'name the file or folder that was meant, or make it first' : 'add `mkdir -p` before it';
  const data = { source: showRoots(absolute), when: when(mountConditions(mount)), advice };
  if (mount.from !== '--mount') {
    if (holdsWork(launch, mount)) return { message: 'empty', data, at };
    return isDefaulted(mount.source!) ? undefined : { message: 'made', data, at };
  }
  return isTolerated(launch) ? undefined : { message: 'missing', data, at };
}

/** The container starts in the mount, so that an empty folder there is no harmless place for outputs. */
function holdsWork(launch: Launch, mount: Mount): boolean {
  const { workdir } = launch.container;
  const target = targetOf(mount);
  return workdir !== undefined && target !== undefined && isWithin(workdir, target);
}

function callerFault(
  launch: Launch,
  mount: Mount,
  { path, above }: RootedPath,
  source: Part,
  options: Options,
): Found | undefined {
  const { repository, example, script } = launch;
  const target = targetOf(mount);
  if (isBatchJob(script.shell)) return undefined;
  if (target === undefined || options.caller.includes(target) || isDefaulted(source) || above > 0) return undefined;
  const first = path.split('/')[0]!;
  const isKnown =
    path !== '' &&
    (repository.kind(path) !== undefined || (example && repository.kind(`${example.folder}/${path}`) !== undefined));
  if (path.includes('/') && !isKnown && repository.kind(first) === 'folder' && !isBehindLink(repository, path)) {
    const hint = movedTo(path, example?.folder);
    // Of a folder that is there, the engine may make a subfolder for data.
    const isGone = hint !== '' || repository.kind(posix.dirname(path)) === undefined;
    if (isGone && !repository.ignoredBy(path)) return { message: 'moved', data: { source: path, hint }, at: sourcePlace(mount) };
  }
  const held = heldIn(launch, target);
  return held === undefined && !isKnown
    ? undefined
    : { message: 'caller', data: { target, held: held ?? `\`${path}\`` }, at: sourcePlace(mount) };
}

/** Where a moved folder is now, where it is the script's own. */
function movedTo(path: string, folder: string | undefined): string {
  const plain = (name: string): string => name.replaceAll('-', '_');
  const steps = path.split('/').map(plain);
  return folder !== undefined && steps.includes(plain(posix.basename(folder))) ? ` to ${folder}` : '';
}

/** What of the launch's own lies below a target of the container. */
function heldIn(launch: Launch, target: string): string | undefined {
  const container = launch.container;
  for (const { target: file, workdir } of launch.starts) {
    const text = file.kind === 'file' ? file.part.text : undefined;
    if (text === undefined || workdir === undefined) continue;
    const path = posix.resolve(workdir, text);
    const name = posix.relative(target, path);
    if (isWithin(path, target) && launch.example?.has(name)) return `\`${text}\``;
  }
  const words = launch.spec.command.flatMap(({ text }) => (text !== undefined && /\.(sh|py)$/.test(text) ? [text] : []));
  for (const word of words) {
    const path = container.workdir === undefined ? word : posix.resolve(container.workdir, word);
    if (path.startsWith('/') && isWithin(path, target) && launch.example?.has(posix.relative(target, path))) return `\`${word}\``;
  }
  return undefined;
}
