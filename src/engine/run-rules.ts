import type { RuleTiming } from '../api/finding';
import type { Scope } from '../api/rule';
import type { Configuration, RuleEntry } from '../config/types';
import type { LintedRepository } from '../model/repository';
import { check } from './check';
import { crashed, type RawFinding, rawFinding } from './raw-finding';
import { type Target, targetFinders } from './targets';

export interface RunContext {
  readonly repository: LintedRepository;
  readonly configuration: Configuration;
  /** Paths to lint, relative to the root. `''` is the whole repository. */
  readonly paths: readonly string[];
  /** YYYY-MM-DD. */
  readonly today: string;
  /** Called often, with the path that is being checked. */
  readonly progress?: (doing: string) => void;
  /** How long an asynchronous check may take. */
  readonly timeoutMs?: number;
}

/** Runs rules on targets. Collects what they report, which files they checked, and how long each took. */
export function ruleRunner(context: RunContext) {
  const { configuration } = context;
  const timings = new Map<string, { milliseconds: number; targets: number; findings: number }>();
  const phases: { readonly name: string; readonly milliseconds: number }[] = [];
  const visited = new Set<string>();

  async function runRule(entry: RuleEntry, target: Target): Promise<readonly RawFinding[]> {
    const setting = configuration.setting(entry.id, target.path, target.example);
    const { severity } = setting;
    if (severity === 'off') return [];
    const timing = timings.get(entry.id) ?? { milliseconds: 0, targets: 0, findings: 0 };
    timings.set(entry.id, timing);
    const before = performance.now();
    const { today, timeoutMs } = context;
    const { reports, crash } = await check(entry.rule, target, { options: setting.options, today }, timeoutMs);
    timing.milliseconds += performance.now() - before;
    timing.targets++;
    timing.findings += reports.length;
    const found = reports.map((report) => rawFinding(entry, target, report, severity));
    return crash === undefined ? found : [...found, crashed(target, crashMessage(entry, target, crash))];
  }

  async function runAll(target: Target, rules: readonly RuleEntry[]): Promise<readonly RawFinding[]> {
    const found: RawFinding[] = [];
    for (const entry of rules) found.push(...(await runRule(entry, target)));
    return found;
  }

  async function runScope(scope: keyof typeof targetFinders, rules: readonly RuleEntry[]): Promise<readonly RawFinding[]> {
    const { repository, paths, progress } = context;
    const found: RawFinding[] = [];
    const started = performance.now();
    try {
      for await (const target of targetFinders[scope](repository, paths)) {
        progress?.(target.path || '.');
        if (target.path !== '') visited.add(target.path);
        found.push(...(await runAll(target, rules)));
      }
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      const target = { value: repository, path: '', example: undefined };
      found.push(
        crashed(
          target,
          `The rules of scope "${scope}" couldn't read the repository, so their findings may be missing. The error is "${message}".`,
        ),
      );
    }
    phases.push({ name: scope, milliseconds: performance.now() - started });
    return found;
  }

  return {
    /** Runs all rules that are on for some file, scope by scope in a fixed order. Cheap scopes come first. */
    async run(): Promise<readonly RawFinding[]> {
      const found: RawFinding[] = [];
      for (const scope of Object.keys(targetFinders) as (keyof typeof targetFinders)[]) {
        const rules = rulesOf(scope, configuration);
        if (rules.length > 0) found.push(...(await runScope(scope, rules)));
      }
      return found;
    },
    /** Runs the rules of one scope on a single target. */
    judge: (scope: Scope, target: Target): Promise<readonly RawFinding[]> => runAll(target, rulesOf(scope, configuration)),
    /** Files that a rule looked at. */
    visited: visited as ReadonlySet<string>,
    phases,
    timings: (): readonly RuleTiming[] =>
      [...timings].map(([rule, timing]): RuleTiming => ({ rule, ...timing })).sort((a, b) => b.milliseconds - a.milliseconds),
  };
}

const rulesOf = (scope: Scope, configuration: Configuration): readonly RuleEntry[] =>
  [...configuration.rules.values()].filter(({ id, rule }) => rule.scope === scope && configuration.canBeOn(id));

const crashMessage = ({ id }: RuleEntry, { path }: Target, crash: string): string =>
  `The rule ${id} crashed on ${path || 'the repository'}. ${crash} Its other findings there may be missing. This is a bug in the rule, not in your files.`;
