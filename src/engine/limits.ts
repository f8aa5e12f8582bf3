import { type Limit, limitsOfDockerfile, limitsOfPython, limitsOfRun, limitsOfScript } from '../model/limits';
import type { Targets } from '../model/targets';
import { limitRule } from './internal';
import type { RawFinding } from './raw-finding';
import type { Target } from './targets';

const limitsOf: { readonly [scope in keyof Targets]?: (value: Targets[scope]) => readonly Limit[] } = {
  script: limitsOfScript,
  dockerfile: limitsOfDockerfile,
  python: limitsOfPython,
  run: limitsOfRun,
};

/** What is not judged of a target because a limit is reached, as findings. */
export function limitFindings(scope: keyof Targets, target: Target): readonly RawFinding[] {
  const limits = limitsOf[scope]?.(target.value as never) ?? [];
  return limits.map(({ reason, at }) => ({
    rule: limitRule.id,
    severity: 'info',
    message: `${reason} What depends on the rest of it isn't checked.`,
    messageId: 'reached',
    at,
    related: [],
    ...(target.example && { example: target.example.folder }),
    target,
  }));
}
