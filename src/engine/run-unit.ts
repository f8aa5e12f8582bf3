import { moduleOf } from '../config/code';
import type { Configuration, RuleEntry } from '../config/types';
import { billedMs } from '../model/bills';
import type { LintedRepository } from '../model/repository';
import type { Example } from '../model/targets';
import { check } from './check';
import { readDirectives } from './directives/read';
import { limitFindings, searchLimits } from './limits';
import { crashed, crashMessage, type RawFinding } from './raw-finding';
import { rawFinding } from './reported';
import { languagesOf, type Target, type TargetScope, targetsIn } from './targets';
import type { Unit } from './units';

export interface RunContext {
  readonly repository: LintedRepository;
  readonly configuration: Configuration;
  /** Paths to lint, relative to the root. `''` is the whole repository. */
  readonly paths: readonly string[];
  /** YYYY-MM-DD. */
  readonly today: string;
  /** Loads what parses, and the rules. Waited for before the first unit is judged. */
  ready?(): Promise<void>;
  /** Called often, with the path that is being checked. */
  readonly progress?: (doing: string) => void;
  /** Waited for before a unit is judged, so that others get their turn. Where it rejects, nothing more is judged. */
  readonly pause?: () => Promise<void>;
  /** How long an asynchronous check may take. */
  readonly timeoutMs?: number;
}

/** What rules found in a unit. */
export interface UnitResult {
  readonly found: readonly RawFinding[];
  /** Files that a rule looked at. */
  readonly visited: ReadonlySet<string>;
  /** Those of them, and of the files with findings, that hold directives. */
  readonly commented: ReadonlySet<string>;
  /** The rules that looked at something. */
  readonly ran: ReadonlySet<string>;
  /** The day, if a rule asked for it. */
  readonly day?: string;
}

/** How long things took. */
export interface Clock {
  rule(id: string, milliseconds: number, findings: number): void;
  scope(name: string, milliseconds: number): void;
}

/** Runs rules on what they look at in a unit. Cheap scopes come first. */
export function unitRunner(context: RunContext, clock: Clock) {
  const { repository, configuration, paths, today, timeoutMs } = context;

  /** Runs a rule on a target. Undefined if it's off there. */
  async function runRule(entry: RuleEntry, target: Target, askDay: () => string): Promise<readonly RawFinding[] | undefined> {
    const { severity, options } = configuration.setting(entry.id, target.path, target.example);
    if (severity === 'off' || (target.language && !languagesOf(entry.rule).includes(target.language))) return undefined;
    const before = performance.now() - billedMs();
    const { reports, crashes } = await check(entry.rule, target, {
      repository,
      context: dated(options, askDay),
      timeoutMs,
      file: moduleOf(entry.rule),
    });
    clock.rule(entry.id, performance.now() - billedMs() - before, reports.length);
    const found = reports.map((report) => rawFinding(entry, target, report, { severity, repository }));
    return [...found, ...crashes.map((crash) => crashed(target, crashMessage(entry, target, crash)))];
  }

  async function run(unit: Unit, rulesOf: (scope: TargetScope) => readonly RuleEntry[]): Promise<UnitResult> {
    const found: RawFinding[] = [];
    const visited = new Set<string>();
    const ran = new Set<string>();
    let day: string | undefined;
    const askDay = (): string => (day = today);
    const runScope = async (scope: TargetScope, rules: readonly RuleEntry[]): Promise<void> => {
      const languages = new Set(rules.flatMap(({ rule }) => languagesOf(rule)));
      for await (const target of targetsIn[scope](unit, { repository, wanted: paths }, languages)) {
        context.progress?.(target.path || '.');
        if (target.path !== '') visited.add(target.path);
        for (const entry of rules) {
          const reported = await runRule(entry, target, askDay);
          if (reported) ran.add(entry.id);
          found.push(...(reported ?? []));
        }
        found.push(...limitFindings(scope, target));
      }
    };
    for (const scope of Object.keys(targetsIn) as TargetScope[]) {
      const rules = rulesOf(scope);
      if (rules.length === 0) continue;
      const started = performance.now();
      try {
        await runScope(scope, rules);
        if (scope === 'run') found.push(...(await searchLimits(unit, repository)));
      } catch (error) {
        found.push(unread(repository, scope, error));
      }
      clock.scope(scope, performance.now() - started);
    }
    const text = (file: string): string | undefined => repository.source(file)?.text;
    const looked = new Set([...visited, ...found.map(({ at }) => at.file)]);
    const commented = new Set([...looked].filter((path) => readDirectives(path, text) !== undefined));
    return { found, visited, commented, ran, ...(day !== undefined && { day }) };
  }

  /** Runs rules on one target. */
  async function judge(target: Target, rules: readonly RuleEntry[]): Promise<readonly RawFinding[]> {
    const found: RawFinding[] = [];
    for (const entry of rules) found.push(...((await runRule(entry, target, () => today)) ?? []));
    return found;
  }

  return { run, judge };
}

const dated = (options: unknown, askDay: () => string) => ({
  options,
  get today() {
    return askDay();
  },
});

function unread(repository: LintedRepository, scope: TargetScope, error: unknown): RawFinding {
  const reason = error instanceof Error ? error.message : String(error);
  const target: { readonly value: LintedRepository; readonly path: string; readonly example: Example | undefined } = {
    value: repository,
    path: '',
    example: undefined,
  };
  return crashed(
    target,
    `The rules of scope "${scope}" couldn't read the repository, so their findings may be missing. The error is "${reason}".`,
  );
}
