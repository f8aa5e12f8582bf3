import type { SuppressedFinding } from '../../api/finding';
import { rulesNamed } from '../../config/names';
import type { Suppression } from '../../config/types';
import type { AppliedSuppression } from '../../model/directives';
import { compileGlobs } from '../../text/glob';
import type { Location } from '../../text/span';
import type { Applied, DirectiveContext, Suppressible } from './apply';
import { isSuppressible } from './families';

export interface SuppressionContext extends Omit<DirectiveContext, 'text'> {
  readonly suppressions: readonly Suppression[];
  /** The configuration file, relative to the root. Only its own suppressions are judged, because packs serve many repositories. */
  readonly file: string | undefined;
}

/** Removes the findings that the configuration accepts, including those without a line. */
export function applySuppressions<F extends Suppressible>(findings: readonly F[], context: SuppressionContext): Applied<F> {
  const { suppressions, today, file } = context;
  if (suppressions.length === 0) return { findings, suppressed: [], directives: [] };
  const entries = suppressions.map((suppression) => ({
    suppression,
    expired: suppression.until !== undefined && suppression.until <= today,
    fits: compileGlobs([suppression.files]),
    rules: new Set(rulesNamed(suppression.rule, context.knownRules)),
    used: false,
  }));
  const kept: F[] = [];
  const suppressed: (F & Pick<SuppressedFinding, 'suppression'>)[] = [];
  for (const finding of findings) {
    const entry = entries.find(
      ({ rules, expired, fits }) => !expired && isSuppressible(finding.rule) && rules.has(finding.rule) && fits(finding.at.file),
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
  const own = entries.filter(({ suppression }) => suppression.origin.name === file);
  const applied = own.map(({ suppression, rules, expired, used, fits }): AppliedSuppression => {
    const { origin, ...written } = suppression;
    const ran = context.wholeRun && files.some((path) => fits(path) && [...rules].some((id) => context.isOn(id, path)));
    return { ...written, at: placeOf(origin), expired, used, ran };
  });
  const { knownRules } = context;
  const directives = file === undefined ? [] : [{ path: file, directives: [], mistakes: [], suppressions: applied, knownRules }];
  return { findings: kept, suppressed, directives };
}

const placeOf = ({ name, line }: Suppression['origin']): Location =>
  line === undefined ? { file: name } : { file: name, line, column: 1 };
