import type { Finding, SuppressedFinding } from '../api/finding';
import type { Configuration } from '../config/types';
import type { Directives } from '../model/directives';
import type { LintedRepository } from '../model/repository';
import { type BaselineContext, type Compared, compareWithBaseline } from './baseline/apply';
import { withoutConsequences } from './causes';
import { applySuppressions } from './directives/suppressions';
import { internalRule } from './internal';
import { inOrder } from './order';
import type { RawFinding } from './raw-finding';
import { isWanted } from './units';

export interface SettleContext {
  readonly repository: LintedRepository;
  readonly configuration: Configuration;
  readonly paths: readonly string[];
  readonly today: string;
  readonly wholeRun: boolean;
  /** Whether comments may suppress findings. */
  readonly inlineDirectives: boolean;
  /** Files that a rule looked at. */
  readonly visited: ReadonlySet<string>;
  /** Those of them, and of the files with findings, whose comments may be directives. */
  readonly commented: ReadonlySet<string>;
  text(file: string): string | undefined;
  /** The findings that are known, and how they're compared. */
  readonly known?: Omit<BaselineContext, 'today'>;
  /** What the rules about directives report of those in some files. */
  judge(all: readonly Directives[]): Promise<readonly RawFinding[]>;
}

type Unidentified<Item> = Omit<Item, 'fingerprint'>;

export interface Settled {
  readonly findings: readonly Unidentified<Finding>[];
  readonly suppressed: readonly Unidentified<SuppressedFinding>[];
  readonly compared?: Compared<Unidentified<Finding>>;
}

/** Processes the findings after the rules ran: severities, causes, directives, suppressions, order, baseline, one step each. */
export async function settle(raw: readonly RawFinding[], context: SettleContext): Promise<Settled> {
  const { configuration, repository, visited, today, wholeRun, text } = context;
  const wanted = raw.filter(({ at, rule }) => at.file === '' || rule === internalRule.id || isWanted(at.file, context.paths));
  const found = withoutConsequences(wanted.flatMap((finding) => atSeverityOfFile(finding, configuration))).map(asFinding);
  const isOn = (rule: string, file: string): boolean =>
    configuration.rules.has(rule) && configuration.setting(rule, file, repository.exampleOf(file)).severity !== 'off';
  const rules = { today, wholeRun, isOn, files: visited, knownRules: new Set(configuration.rules.keys()) };

  const { commented } = context;
  const textOf = (file: string): string | undefined => (commented.has(file) ? text(file) : undefined);
  const byComment =
    context.inlineDirectives && commented.size > 0
      ? (await import('./directives')).applyDirectives(found, { ...rules, files: commented, text: textOf })
      : { findings: found, suppressed: [], directives: [] };
  const about = await judgeAll(byComment.directives, context);
  const { suppressions, file } = configuration;
  const byFile = applySuppressions([...byComment.findings, ...about], { ...rules, suppressions, file });
  const aboutFile = await judgeAll(byFile.directives, context);
  const findings = inOrder([...byFile.findings, ...aboutFile]);
  const suppressed = inOrder([...byComment.suppressed, ...byFile.suppressed]);
  if (!context.known) return { findings, suppressed };
  const compared = compareWithBaseline(findings, { ...context.known, today });
  const heldBack = compared.heldBack.map(({ finding, entry: { reason, until } }) => {
    const suppression: SuppressedFinding['suppression'] = { kind: 'baseline', reason, until };
    return { ...finding, suppression };
  });
  return { findings: compared.findings, suppressed: inOrder([...suppressed, ...heldBack]), compared };
}

/** What is wrong with directives themselves: no directive hides that. */
const judgeAll = async (all: readonly Directives[], { judge }: SettleContext): Promise<Unidentified<Finding>[]> =>
  (await judge(all)).map(asFinding);

const asFinding = ({ target: _, cause: _cause, follows: _follows, ...finding }: RawFinding): Unidentified<Finding> => finding;

/** If a finding is in another file than its target, the severity that is configured for that file applies. */
function atSeverityOfFile(finding: RawFinding, configuration: Configuration): RawFinding[] {
  const { rule, at, target } = finding;
  if (at.file === target.path || !configuration.rules.has(rule)) return [finding];
  const { severity } = configuration.setting(rule, at.file, target.example);
  if (severity === 'off') return [];
  const base = configuration.setting(rule, target.path, target.example).severity;
  return [{ ...finding, severity: finding.severity === base ? severity : finding.severity }];
}
