import type { Finding, SuppressedFinding } from '../api/finding';
import type { Configuration } from '../config/types';
import { applyDirectives } from './directives/apply';
import { applySuppressions } from './directives/suppressions';
import type { LintOptions, RawFinding } from './lint';
import { inOrder } from './order';
import { isWanted } from './targets';

export interface SettleContext extends LintOptions {
  /** Files that a rule looked at. */
  readonly visited: ReadonlySet<string>;
  text(file: string): string | undefined;
}

type Unidentified<Item> = Omit<Item, 'fingerprint'>;

export interface Settled {
  readonly findings: readonly Unidentified<Finding>[];
  readonly suppressed: readonly Unidentified<SuppressedFinding>[];
}

/** What happens to findings after the rules: a row of steps, each a small function. */
export function settle(raw: readonly RawFinding[], context: SettleContext): Settled {
  const { configuration, repository, visited, today, wholeRun, text } = context;
  const wanted = raw.filter(({ at }) => at.file === '' || isWanted(at.file, context.paths));
  const found = wanted.flatMap((finding) => atSeverityOfFile(finding, configuration));
  const isOn = (rule: string, file: string): boolean =>
    configuration.rules.has(rule) && configuration.setting(rule, file, repository.exampleOf(file)).severity !== 'off';
  const { requireReason } = configuration.directives;
  const rules = { today, requireReason, tellUnused: wholeRun ?? true, isOn, files: visited };

  const byComment = applyDirectives(found, { ...rules, text, knownRules: new Set(configuration.rules.keys()) });
  const about = atConfiguredSeverity(byComment.directiveFindings, context);
  const { suppressions, file } = configuration;
  const byFile = applySuppressions([...byComment.findings, ...about], { ...rules, suppressions, file });
  const aboutFile = atConfiguredSeverity(byFile.directiveFindings, context);
  return {
    findings: inOrder([...byFile.findings, ...aboutFile]),
    suppressed: inOrder([...byComment.suppressed, ...byFile.suppressed]),
  };
}

/** A finding stands in its own file: where the configuration has another severity for that file, or none, that one counts. */
function atSeverityOfFile({ target, ...finding }: RawFinding, configuration: Configuration): Unidentified<Finding>[] {
  const { rule, at } = finding;
  if (at.file === target.path || !configuration.rules.has(rule)) return [finding];
  const { severity } = configuration.setting(rule, at.file, target.example);
  if (severity === 'off') return [];
  const base = configuration.setting(rule, target.path, target.example).severity;
  return [{ ...finding, severity: finding.severity === base ? severity : finding.severity }];
}

function atConfiguredSeverity(
  findings: readonly Unidentified<Finding>[],
  { configuration, repository }: SettleContext,
): Unidentified<Finding>[] {
  return findings.flatMap((finding) => {
    const { severity } = configuration.setting(finding.rule, finding.at.file, repository.exampleOf(finding.at.file));
    return severity === 'off' ? [] : [{ ...finding, severity }];
  });
}
