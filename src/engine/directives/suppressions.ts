import type { SuppressedFinding } from '../../api/finding';
import type { Suppression } from '../../config/types';
import { compileGlobs } from '../../text/glob';
import type { Location } from '../../text/span';
import type { Applied, Suppressible } from './apply';
import { type DirectiveFinding, directiveFinding } from './rules';

export interface SuppressionContext {
  readonly suppressions: readonly Suppression[];
  /** The configuration file, relative to the root: only what is written there is complained about, for packs serve many repositories. */
  readonly file: string | undefined;
  /** YYYY-MM-DD. A suppression whose `until` is this day or before is expired. */
  readonly today: string;
  /** Files that were linted. */
  readonly files: Iterable<string>;
  readonly requireReason?: boolean;
  /** Report suppressions that hid nothing: only where every rule ran. Default true. */
  readonly tellUnused?: boolean;
  /** Whether a rule is on for a file: nothing is said of suppressions of rules that did not run. Default: all are. */
  isOn?(rule: string, file: string): boolean;
}

/** Takes out the findings that the configuration accepts, those without a line as well. */
export function applySuppressions<F extends Suppressible>(findings: readonly F[], context: SuppressionContext): Applied<F> {
  if (context.suppressions.length === 0) return { findings, suppressed: [], directiveFindings: [] };
  const entries = context.suppressions.map((suppression) => ({
    suppression,
    expired: suppression.until !== undefined && suppression.until <= context.today,
    fits: compileGlobs([suppression.files]),
    used: false,
  }));
  const kept: F[] = [];
  const suppressed: (F & Pick<SuppressedFinding, 'suppression'>)[] = [];
  for (const finding of findings) {
    const entry = finding.rule.startsWith('internal/')
      ? undefined
      : entries.find(
          ({ suppression, expired, fits }) => !expired && isFor(suppression.rule, finding.rule) && fits(finding.at.file),
        );
    if (!entry) {
      kept.push(finding);
      continue;
    }
    entry.used = true;
    const { reason, until } = entry.suppression;
    suppressed.push({ ...finding, suppression: { kind: 'configuration', reason, until } });
  }
  const files = [...context.files];
  const directiveFindings: DirectiveFinding[] = [];
  for (const { suppression, expired, fits, used } of entries) {
    if (suppression.origin.name !== context.file) continue;
    const at = placeOf(suppression);
    const { rule, files: glob, until, reason } = suppression;
    if (expired && until) {
      directiveFindings.push(
        directiveFinding('directives/expired', 'directive', { what: `this suppression of ${rule}`, date: until }, at),
      );
    }
    if (context.requireReason && reason === undefined)
      directiveFindings.push(directiveFinding('directives/no-reason', 'suppression', { rule }, at));
    const wasLinted = () => files.some((file) => fits(file) && (context.isOn?.(rule, file) ?? true));
    if (!used && !expired && context.tellUnused !== false && wasLinted()) {
      directiveFindings.push(directiveFinding('directives/unused', 'suppression', { rule, files: glob }, at));
    }
  }
  return { findings: kept, suppressed, directiveFindings };
}

const isFor = (pattern: string, rule: string): boolean =>
  pattern === rule || (pattern.endsWith('/*') && rule.startsWith(pattern.slice(0, -1)));

const placeOf = ({ origin }: Suppression): Location =>
  origin.line === undefined ? { file: origin.name } : { file: origin.name, line: origin.line, column: 1 };
