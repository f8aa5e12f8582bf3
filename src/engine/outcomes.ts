import type { Outcome } from '../api/rule';
import type { Configuration } from '../config/types';
import type { RunArtifact } from '../model/targets';

/** What one rule concluded about one measurement of a run. */
export interface RuleOutcome extends Outcome {
  /** `metrics/plateau` */
  readonly rule: string;
}

/** What all rules that are on concluded about a run. Rules that crash, or don't report outcomes, are left out. */
export function outcomesOf(target: RunArtifact, configuration: Configuration): readonly RuleOutcome[] {
  const outcomes: RuleOutcome[] = [];
  for (const { id, rule } of configuration.rules.values()) {
    if (rule.scope !== 'run' || rule.outcomes === undefined || !configuration.canBeOn(id)) continue;
    const { severity, options } = configuration.setting(id, target.path, target.example);
    if (severity === 'off') continue;
    try {
      for (const outcome of rule.outcomes(target as never, { options } as never)) outcomes.push({ rule: id, ...outcome });
    } catch {
      // The rule's check crashes for the same reason, and linting reports that.
    }
  }
  return outcomes;
}
