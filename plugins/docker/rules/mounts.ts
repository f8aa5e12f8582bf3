import { posix } from 'node:path';
import { closest, defineRule, type Launch, type Mount, type Report } from '../../../src/api';
import { presenceOf } from '../absence';
import { onAllWays, type When } from '../cases';
import { type Demand, demandsSchema } from '../demands';
import { isMain, isOfPreset } from '../launches';
import { isWithin, mayBe, mountConditions, repositorySource, sourceOf, targetOf } from '../paths';

interface RequiredMount extends Demand {
  readonly target: string;
  /** Targets that do as well. */
  readonly or?: readonly string[];
  readonly source: 'example' | 'repository' | 'cache' | 'caller' | 'any';
  readonly access: 'writable' | 'readonly' | 'any';
  readonly when: 'always' | 'package' | 'huggingface';
  /** `any`: mounted on one way through the script is enough. Default `all`. */
  readonly ways?: 'all' | 'any';
}

interface Options {
  readonly required: readonly RequiredMount[];
}

type Message = 'missing' | 'sometimes' | 'misplaced' | 'readonly' | 'writable';
type Found = Report<Message>;

const root = 'ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"';

export default defineRule<'launch', Options, Message>({
  name: 'mounts',
  scope: 'launch',
  docs: {
    summary: 'A container gets the folders that its work needs, writable only where it writes',
    why: 'What a container writes outside of a mount is gone when it ends, a package that is not mounted cannot be imported, and a cache that is not mounted is filled again by every start. The repository itself is mounted read-only: a run should not change the code that others start from.',
    bad: [
      '#!/bin/bash\ndocker run --rm --gpus all demo python train.py\n',
      '#!/bin/bash\nDIR="$(cd "$(dirname "$0")" && pwd)"\ndocker run --mount "type=bind,src=$DIR,dst=/workspace,readonly" demo python train.py\n',
    ],
    good: [
      '#!/bin/bash\nDIR="$(cd "$(dirname "$0")" && pwd)"\ndocker run --mount "type=bind,src=$DIR,dst=/workspace" demo python train.py\n',
      `#!/bin/bash\n${root}\ndocker run -v "$ROOT/examples/demo:/workspace" -v "$ROOT:/cvlization_repo:ro" demo python train.py\n`,
      '#!/bin/bash\ndocker run --rm demo chown -R 1000 /workspace\n',
    ],
    references: ['Training Pipeline Verification, “Docker Mount Structure”'],
  },
  options: {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: {
        required: demandsSchema(['target', 'source', 'access', 'when'], {
          target: { type: 'string', pattern: '^/', description: 'path in the container' },
          or: { type: 'array', items: { type: 'string', pattern: '^/' }, description: 'targets that do as well' },
          source: { enum: ['example', 'repository', 'cache', 'caller', 'any'], description: 'what is mounted there' },
          access: { enum: ['writable', 'readonly', 'any'] },
          when: {
            enum: ['always', 'package', 'huggingface'],
            description:
              'package: where the code imports a package of the repository’s root; huggingface: where it downloads from Hugging Face',
          },
          ways: { enum: ['all', 'any'], description: 'any: mounted on one way through the script is enough' },
        }),
      },
    },
    tables: { required: 'mounts.required' },
  },
  messages: {
    missing: 'nothing is mounted at {{target}}{{when}}, so that {{purpose}}; add {{flag}}',
    sometimes: 'nothing is mounted at {{target}}{{when}}, so that {{purpose}}; mount it whichever way the script goes',
    readonly: '{{target}} is mounted read-only{{when}}, so that {{purpose}}; mount it writable',
    writable:
      '{{target}} is mounted writable{{when}}, so that a run can change the code that everybody else starts from; {{advice}}',
    misplaced: '{{wrong}} should be {{target}}{{when}}: as it is, {{purpose}}; write `{{target}}`',
  },
  *check(launch, { options }): Iterable<Found> {
    yield* onAllWays(launch, function* (way, when): Iterable<Found> {
      if (!way.example || !isMain(way)) return;
      for (const demand of options.required)
        if (!demand.presets || isOfPreset(way, demand.presets)) yield* checkDemand(way, demand, when);
    });
  },
});

function* checkDemand(launch: Launch, demand: RequiredMount, when: When): Iterable<Found> {
  const { spec, command } = launch;
  const targets = targetsOf(launch, demand);
  const severity = demand.severity && { severity: demand.severity };
  const mounts = spec.mounts.filter((mount) => targets.includes(targetOf(mount) ?? ''));
  const { purpose, target } = demand;
  for (const mount of mounts) {
    const own = targetOf(mount);
    if (demand.or?.includes(own ?? '') || mount.type !== 'bind') continue;
    const data = { target: own, purpose, when: when(mountConditions(mount)), advice: readonlyAdvice(mount) };
    const related = [{ message: 'for this container', at: launch.span }];
    if (demand.access === 'writable' && mount.readonly === true && demand.when !== 'huggingface')
      yield { message: 'readonly', data, at: mount.span, related, ...severity };
    if (demand.access === 'readonly' && mount.readonly === false && holdsRepository(launch, mount))
      yield { message: 'writable', data, at: mount.span, related, ...severity };
  }
  const isOpen =
    spec.open.length > 0 ||
    spec.volumesFrom.length > 0 ||
    spec.mounts.some((mount) => mount.target.text === undefined && targets.some((each) => mayBe(mount.target, each)));
  if (isOpen || (demand.source === 'example' && mayHoldOutputs(launch))) return;
  const presence = presenceOf(
    spec.mounts.filter((mount) => covers(mount, targets)).map(({ flag }) => flag),
    command.when,
  );
  if (presence.is !== 'absent' || (presence.when.length > 0 && demand.ways === 'any') || !isNeeded(launch, demand)) return;
  const data = { target, purpose, when: when(presence.when), flag: flagFor(demand) };
  const meant = misplaced(launch, demand);
  if (meant) {
    const related = [{ message: 'for this container', at: launch.span }];
    yield { message: 'misplaced', data: { ...data, wrong: targetOf(meant) }, at: meant.targetSpan, related, ...severity };
    return;
  }
  const message = presence.when.length > 0 ? 'sometimes' : 'missing';
  yield { message, data, at: launch.span, ...severity };
}

/** Where the demand is met: of the example's folder, the folder that the program works in does as well. */
function targetsOf(launch: Launch, { target, or = [], source }: RequiredMount): readonly string[] {
  const workdir = source === 'example' ? launch.container.workdir : undefined;
  const isOwn = workdir !== undefined && workdir !== '/' && !mayBeMisspelt(workdir, target);
  return [target, ...or, ...(isOwn ? [posix.normalize(workdir).replace(/\/$/, '')] : [])];
}

/** The folder that the program works in is not known, and something of the example is mounted. */
const mayHoldOutputs = (launch: Launch): boolean =>
  launch.container.workdir === undefined &&
  launch.spec.mounts.some((mount) => isWithin(repositorySource(launch, mount) ?? '', launch.example?.folder || '/'));

const mayBeMisspelt = (path: string, target: string): boolean => path !== target && closest(path, [target]) !== undefined;

/** The mount that was meant: its target is misspelt, or it holds what should be at the target. */
function misplaced(launch: Launch, { target, source }: RequiredMount): Mount | undefined {
  const binds = launch.spec.mounts.filter((mount) => mount.type === 'bind' && mountConditions(mount).length === 0);
  const holds = (mount: Mount): boolean => {
    if (source === 'example') return repositorySource(launch, mount) === launch.example?.folder;
    if (source === 'repository') return holdsRepository(launch, mount);
    const shared = target.slice(target.indexOf('/.cache/'));
    return source === 'cache' && shared.startsWith('/') && (sourceOf(launch, mount)?.endsWith(shared) ?? false);
  };
  return binds.find((mount) => {
    const own = targetOf(mount);
    if (own === undefined || !holds(mount)) return false;
    return source === 'example' ? mayBeMisspelt(own, target) : true;
  });
}

/** A mount above a target gives it as well. */
const covers = (mount: Mount, targets: readonly string[]): boolean => {
  const own = targetOf(mount);
  return own !== undefined && targets.some((target) => isWithin(target, own) || (isWithin(own, target) && mount.type === 'bind'));
};

const holdsRepository = (launch: Launch, mount: Mount): boolean => repositorySource(launch, mount) === '';

const readonlyAdvice = ({ from }: Mount): string => (from === '-v' ? 'add `:ro`' : 'add `,readonly`');

const sources = {
  example: '"type=bind,src=${SCRIPT_DIR}',
  repository: '"type=bind,src=${REPO_ROOT}',
  cache: '"type=bind,src=${HOME}/.cache/…',
  caller: '"type=bind,src=$(pwd)',
  any: '"type=bind,src=…',
};

const flagFor = ({ source, target, access }: RequiredMount): string => {
  const from = target.includes('/.cache/')
    ? `"type=bind,src=\${HOME}${target.slice(target.indexOf('/.cache/'))}`
    : sources[source];
  return `\`--mount ${from},dst=${target}${access === 'readonly' ? ',readonly' : ''}"\``;
};

/** Whether the launch surely suffers without the mount. */
function isNeeded(launch: Launch, { when, target }: RequiredMount): boolean {
  if (when === 'always') return true;
  return when === 'package' ? importsPackage(launch) : downloadsTo(launch, target);
}

/** The code imports a package of the repository's root that it can't find, and that nothing installs. */
function importsPackage(launch: Launch): boolean {
  const { repository } = launch;
  const { view, dockerfile } = launch.image;
  return launch.starts.some(({ program, preceded }) => {
    if (!program || preceded || !view) return false;
    const { graph, unconditional } = program;
    if (graph.unknownSearchPaths.length > 0) return false;
    return graph.external.some(({ file, import: { module, guard, lazy } }) => {
      const name = module.split('.')[0]!;
      return (
        guard === 'none' &&
        !lazy &&
        unconditional.includes(file) &&
        repository.kind(`${name}/__init__.py`) === 'file' &&
        !dockerfile?.dockerfile.file.text.includes(name)
      );
    });
  });
}

/** The code downloads from Hugging Face, to the place where the library puts it in this folder. */
function downloadsTo(launch: Launch, folder: string): boolean {
  const container = launch.container;
  if (launch.spec.user || launch.image.view?.user || !launch.image.view) return false;
  if (
    ['HF_HOME', 'HF_HUB_CACHE', 'TRANSFORMERS_CACHE', 'HUGGINGFACE_HUB_CACHE', 'XDG_CACHE_HOME', 'HOME'].some(
      (name) => container.variable(name) !== null,
    )
  )
    return false;
  if (container.locate(folder).kind !== 'image') return false;
  return launch.starts.some(({ program, preceded }) => {
    if (!program || preceded) return false;
    return program.unconditional.some(({ facts }) => {
      if (facts.environment.writes.some(({ name }) => /^(HF_|TRANSFORMERS_CACHE|HUGGINGFACE|XDG_)/.test(name))) return false;
      return facts.downloads.some(({ cache, target, local }) => cache === 'huggingface' && !target && !local);
    });
  });
}
