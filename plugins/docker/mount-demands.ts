import { posix } from 'node:path';
import { closest, type JsonSchema, type Launch, type Mount } from '../../src/api';
import { type Demand, demandsSchema } from './demands';
import { isOfPreset } from './launches';
import { repositorySource, targetOf } from './paths';

export interface RequiredMount extends Demand {
  readonly target: string;
  /** Other targets that meet the demand. */
  readonly or?: readonly string[];
  readonly source: 'example' | 'repository' | 'cache' | 'caller' | 'any';
  readonly access: 'writable' | 'readonly' | 'any';
  readonly when: 'always' | 'package' | 'huggingface';
  /** `any`: a mount on one path through the script is enough. Default `all`. */
  readonly ways?: 'all' | 'any';
}

const target: JsonSchema = { type: 'string', pattern: '^/' };

export const requiredMounts: JsonSchema = demandsSchema(['target', 'source', 'access', 'when'], {
  target: { ...target, description: 'The path in the container.' },
  or: { type: 'array', items: target, description: 'Other targets that meet the demand.' },
  source: { enum: ['example', 'repository', 'cache', 'caller', 'any'], description: 'What is mounted there.' },
  access: { enum: ['writable', 'readonly', 'any'] },
  when: {
    enum: ['always', 'package', 'huggingface'],
    description:
      "`package`: where the code imports a package of the repository's root. `huggingface`: where it downloads from Hugging Face.",
  },
  ways: { enum: ['all', 'any'], description: '`any`: a mount on one path through the script is enough.' },
});

/** The demands that a launch has to meet: none where its container only helps another. */
export const demandsOn = (launch: Launch, required: readonly RequiredMount[]): readonly RequiredMount[] =>
  launch.example && launch.isMain ? required.filter(({ presets }) => !presets || isOfPreset(launch, presets)) : [];

/** The targets that meet a demand: for the example's folder, the folder that the program works in does as well. */
export function targetsOf(launch: Launch, demand: RequiredMount): readonly string[] {
  const workdir = demand.source === 'example' ? launch.container.workdir : undefined;
  const isOwn = workdir !== undefined && workdir !== '/' && !isSlipOf(workdir, demand.target);
  return [demand.target, ...(demand.or ?? []), ...(isOwn ? [posix.normalize(workdir).replace(/\/$/, '')] : [])];
}

/** The mounts at a target that meets a demand. */
export function mountsFor(launch: Launch, demand: RequiredMount): readonly Mount[] {
  const targets = targetsOf(launch, demand);
  return launch.spec.mounts.filter((mount) => targets.includes(targetOf(mount) ?? ''));
}

/** Whether a path is likely a misspelling of the target. */
export const isSlipOf = (path: string, wanted: string): boolean => path !== wanted && closest(path, [wanted]) !== undefined;

export const holdsRepository = (launch: Launch, mount: Mount): boolean => repositorySource(launch, mount) === '';

const sources = {
  example: '${SCRIPT_DIR}',
  repository: '${REPO_ROOT}',
  cache: '${HOME}/.cache',
  caller: '$(pwd)',
  any: '${FOLDER}',
};

/** The flag that meets a demand. */
export function flagFor({ source, target, access }: RequiredMount): string {
  const cache = target.indexOf('/.cache/');
  const from = cache < 0 ? sources[source] : `\${HOME}${target.slice(cache)}`;
  return `--mount "type=bind,src=${from},dst=${target}${access === 'readonly' ? ',readonly' : ''}"`;
}
