import type { RuleTiming } from '../api/finding';
import type { Scope } from '../api/rule';
import { moduleOf } from '../config/code';
import type { Configuration, RuleEntry } from '../config/types';
import type { LintedRepository } from '../model/repository';
import { check } from './check';
import { limitFindings } from './limits';
import { crashed, crashMessage, type RawFinding, rawFinding } from './raw-finding';
import { languagesOf, type Target, targetFinders } from './targets';

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
    if (severity === 'off' || (target.language && !languagesOf(entry.rule).includes(target.language))) return [];
    const timing = timings.get(entry.id) ?? { milliseconds: 0, targets: 0, findings: 0 };
    timings.set(entry.id, timing);
    const before = performance.now();
    const { today, timeoutMs } = context;
    const { reports, crashes } = await check(entry.rule, target, {
      repository: context.repository,
      context: { options: setting.options, today },
      timeoutMs,
      file: moduleOf(entry.rule),
    });
    timing.milliseconds += performance.now() - before;
    timing.targets++;
    timing.findings += reports.length;
    const { repository } = context;
    const found = reports.map((report) => rawFinding(entry, target, report, { severity, repository }));
    return [...found, ...crashes.map((crash) => crashed(target, crashMessage(entry, target, crash)))];
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
      const languages = new Set(rules.flatMap(({ rule }) => languagesOf(rule)));
      for await (const target of targetFinders[scope](repository, paths, languages)) {
        progress?.(target.path || '.');
        if (target.path !== '') visited.add(target.path);
        found.push(...(await runAll(target, rules)), ...limitFindings(scope, target));
      }
    } catch (error) {
      found.push(unread(repository, scope, error));
    }
    phases.push({ name: scope, milliseconds: performance.now() - started });
    return found;
  }

  return {
    /** Runs the wanted rules, scope by scope in a fixed order, so that cheap scopes come first. */
    async run(isWanted: (id: string) => boolean): Promise<readonly RawFinding[]> {
      const found: RawFinding[] = [];
      for (const scope of Object.keys(targetFinders) as (keyof typeof targetFinders)[]) {
        const rules = rulesOf(scope, configuration, isWanted);
        if (rules.length > 0) found.push(...(await runScope(scope, rules)));
      }
      return found;
    },
    /** Runs the wanted rules of one scope on a target that is at hand. */
    judge: (scope: Scope, target: Target, isWanted: (id: string) => boolean): Promise<readonly RawFinding[]> =>
      runAll(target, rulesOf(scope, configuration, isWanted)),
    /** Files that a rule looked at. */
    visited: visited as ReadonlySet<string>,
    phases,
    timings: (): readonly RuleTiming[] =>
      [...timings].map(([rule, timing]): RuleTiming => ({ rule, ...timing })).sort((a, b) => b.milliseconds - a.milliseconds),
  };
}

function unread(repository: LintedRepository, scope: Scope, error: unknown): RawFinding {
  const reason = error instanceof Error ? error.message : String(error);
  return crashed(
    { value: repository, path: '', example: undefined },
    `The rules of scope "${scope}" couldn't read the repository, so their findings may be missing. The error is "${reason}".`,
  );
}

const rulesOf = (scope: Scope, configuration: Configuration, isWanted: (id: string) => boolean): readonly RuleEntry[] =>
  [...configuration.rules.values()].filter(({ id, rule }) => rule.scope === scope && configuration.canBeOn(id) && isWanted(id));
