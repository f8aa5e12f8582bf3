import type { Outcome } from '../api/rule';
import type { Configuration } from '../config/types';
import type { RunArtifact } from '../model/targets';

/** How one measurement of a run came out under one rule. */
export interface RuleOutcome extends Outcome {
  /** `metrics/plateau` */
  readonly rule: string;
}

/** How everything that the rules judge of a run came out, for rules that are on and tell so. A rule that throws tells nothing. */
export function outcomesOf(target: RunArtifact, configuration: Configuration): readonly RuleOutcome[] {
  const outcomes: RuleOutcome[] = [];
  for (const { id, rule } of configuration.rules.values()) {
    if (rule.scope !== 'run' || rule.outcomes === undefined || !configuration.canBeOn(id)) continue;
    const { severity, options } = configuration.setting(id, target.path, target.example);
    if (severity === 'off') continue;
    try {
      for (const outcome of rule.outcomes(target as never, { options } as never)) outcomes.push({ rule: id, ...outcome });
    } catch {
      // The same fault makes the rule's check fail, and linting reports that.
    }
  }
  return outcomes;
}
