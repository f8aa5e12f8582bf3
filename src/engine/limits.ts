import { type Limit, limitsOfDockerfile, limitsOfPython, limitsOfRun, limitsOfScript, limitsOfSearch } from '../model/limits';
import type { LintedRepository } from '../model/repository';
import type { Targets } from '../model/targets';
import { limitRule } from './internal';
import type { RawFinding } from './raw-finding';
import { searchIn, type Target } from './targets';
import type { Unit } from './units';

const limitsOf: { readonly [scope in keyof Targets]?: (value: Targets[scope]) => readonly Limit[] } = {
  script: limitsOfScript,
  dockerfile: limitsOfDockerfile,
  python: limitsOfPython,
  run: limitsOfRun,
};

/** What is not judged of a target because a limit is reached, as findings. */
export const limitFindings = (scope: keyof Targets, target: Target): readonly RawFinding[] =>
  (limitsOf[scope]?.(target.value as never) ?? []).map(({ reason, at }) =>
    limitFinding(`${reason} What depends on the rest of it isn't checked.`, at, target),
  );

/** Where runs aren't looked for because a limit is reached, as findings. */
export async function searchLimits(unit: Unit, repository: LintedRepository): Promise<readonly RawFinding[]> {
  const search = await searchIn(unit, repository);
  const target = { value: repository, path: unit.path, example: repository.exampleOf(unit.path) };
  return search === undefined ? [] : limitsOfSearch(search).map(({ reason, at }) => limitFinding(reason, at, target));
}

const limitFinding = (message: string, at: Limit['at'], target: Target): RawFinding => ({
  rule: limitRule.id,
  severity: 'info',
  message,
  messageId: 'reached',
  at,
  related: [],
  ...(target.example && { example: target.example.folder }),
  target,
});
