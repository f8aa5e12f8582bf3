import { type CallFact, requirementsOf } from '../../src/api';
import type { Training } from './trainings';

/** The version of PyTorch 2 that the image surely has, from its base or from a requirement. */
export function torchVersion(training: Training): string | undefined {
  const base = /^(?:docker\.io\/)?pytorch\/pytorch:(2\.\d+)/.exec(training.start.launch.image.view?.base.value ?? '');
  if (base) return base[1];
  const torch = requirementsOf(training.start).find(({ name, specifier }) => name === 'torch' && specifier !== '');
  return torch && /(?:==|>=|~=)(2\.\d+)/.exec(torch.specifier)?.[1];
}

/** Whether the arguments of a trainer have the defaults of Transformers, which TRL changes from a version on. */
export const hasPlainDefaults = ({ name }: CallFact, training: Training, since: string): boolean =>
  name.startsWith('transformers.') || (name.startsWith('trl.') && isOlder(training, 'trl', since));

/** Whether a distribution is surely older than a version: it's pinned to an older one, or has to be. */
function isOlder(training: Training, distribution: string, version: string): boolean {
  const asked = requirementsOf(training.start).filter(({ name }) => name === distribution);
  return asked.some(({ specifier }) => isBelow(specifier, version)) && !asked.some(({ url }) => url !== undefined);
}

/** `==0.12.1`, `~=0.12.1`, `<=0.12`, `<0.19`. */
function isBelow(specifier: string, version: string): boolean {
  return specifier.split(',').some((part) => {
    const [, operator, bound] = /^(===?|~=|<=?)(\d+(?:\.\d+)*)(?:\.\*)?$/.exec(part) ?? [];
    if (operator === undefined || bound === undefined) return false;
    const order = compare(bound, version);
    return order < 0 ? operator !== '~=' || bound.split('.').length > 2 : order === 0 && operator === '<';
  });
}

/** Negative if the first of two versions is older. */
function compare(one: string, other: string): number {
  const [ours, theirs] = [one, other].map((version) => version.split('.').map(Number)) as [number[], number[]];
  for (const [position, number] of theirs.entries()) {
    const difference = (ours[position] ?? 0) - number;
    if (difference !== 0) return difference;
  }
  return 0;
}
