import type { Finding, SuppressedFinding } from '../api/finding';
import type { LintOptions, RawFinding } from './lint';
import { inOrder } from './order';
import { isWanted } from './targets';

export interface SettleContext extends LintOptions {
  /** Files that a rule looked at. */
  readonly visited: ReadonlySet<string>;
  text(file: string): string | undefined;
}

type Unidentified<Item> = Omit<Item, 'fingerprint' | 'target'>;

export interface Settled {
  readonly findings: readonly Unidentified<Finding>[];
  readonly suppressed: readonly Unidentified<SuppressedFinding>[];
}

/** What happens to findings after the rules: a row of steps, each a small function. */
export async function settle(raw: readonly RawFinding[], context: SettleContext): Promise<Settled> {
  const found = raw
    .filter(({ at }) => isWanted(at.file, context.paths) || at.file === '')
    .flatMap((finding) => atSeverityOfFile(finding, context));
  return { findings: inOrder(found as unknown as Finding[]), suppressed: [] };
}

/** A finding stands in its own file: where the configuration has another severity for that file, or none, that one counts. */
function atSeverityOfFile(finding: RawFinding, { configuration }: SettleContext): Unidentified<Finding>[] {
  const { target, ...rest } = finding;
  if (rest.at.file === target.path || !configuration.rules.has(rest.rule)) return [rest];
  const { severity } = configuration.setting(rest.rule, rest.at.file, target.example);
  if (severity === 'off') return [];
  const base = configuration.setting(rest.rule, target.path, target.example).severity;
  return [{ ...rest, severity: rest.severity === base ? severity : rest.severity }];
}
