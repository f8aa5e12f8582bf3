import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Diagnostic, DiagnosticSeverity, DiagnosticTag } from 'vscode-languageserver/node';
import type { Finding, LintResult, RuleDescription } from '../api/finding';
import type { Severity } from '../api/rule';
import { groupBy } from '../text/group-by';
import type { Location } from '../text/span';
import type { Positions } from './positions';
import { rangeOf } from './positions';

export const source = 'cvl';

const severities: { readonly [severity in Severity]: DiagnosticSeverity } = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
};

const tags = { unnecessary: DiagnosticTag.Unnecessary, deprecated: DiagnosticTag.Deprecated };

export interface DiagnosticContext {
  readonly packageRoot: string;
  /** Rules by id. */
  readonly rules: ReadonlyMap<string, RuleDescription>;
  /** The file in which a location is shown: editors have no page for a folder. */
  shownFile(file: string): string;
  uriOf(file: string): string;
  positionsOf(file: string): Positions | undefined;
}

/** The address of a rule's page: the configured one, else the page in the package. Undefined for rules of a team without an address. */
export function pageOf(rule: string, url: string | undefined, packageRoot: string): string | undefined {
  if (url !== undefined) return url;
  const file = join(packageRoot, 'docs/rules', `${rule.replace('/', '-')}.md`);
  return existsSync(file) ? pathToFileURL(file).href : undefined;
}

export function diagnosticOf(finding: Finding, context: DiagnosticContext): Diagnostic {
  const { rule, severity, message, at, related } = finding;
  const description = context.rules.get(rule);
  const href = pageOf(rule, description?.url, context.packageRoot);
  const place = (location: Location) => ({
    uri: context.uriOf(context.shownFile(location.file)),
    range: rangeOf(location, context.positionsOf(context.shownFile(location.file))),
  });
  const isMoved = context.shownFile(at.file) !== at.file;
  return {
    range: place(at).range,
    severity: severities[severity],
    code: rule,
    ...(href !== undefined && { codeDescription: { href } }),
    source,
    message: isMoved && at.file !== '' ? `${at.file}: ${message}` : message,
    ...(description?.tag && { tags: [tags[description.tag]] }),
    ...(related.length > 0 && {
      relatedInformation: related.map((each) => ({ location: place(each.at), message: each.message })),
    }),
    data: finding.fingerprint,
  };
}

/** The findings of a result by the file in which they're shown. */
export const byFile = (result: LintResult, shownFile: (file: string) => string): ReadonlyMap<string, readonly Finding[]> =>
  groupBy(result.findings, ({ at }) => shownFile(at.file));
