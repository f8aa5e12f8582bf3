import type { RuleTiming } from '../api/finding';
import type { Scope } from '../api/rule';
import type { Configuration, RuleEntry } from '../config/types';
import { type Answer, traced } from '../model/tracing';
import type { RawFinding } from './raw-finding';
import type { Clock, RunContext, UnitResult, unitRunner } from './run-unit';
import type { Target } from './targets';
import { type Unit, unitsOf } from './units';

/** Where results of units are kept, such as on disk. */
export interface KeptUnits {
  /** The result, if all that it rests on is as it was. */
  get(unit: Unit): UnitResult | undefined;
  put(unit: Unit, result: UnitResult, rests: readonly Answer[]): void;
  /** Whether what a unit rests on was another one at the commit that is compared with. Asked after either of the others. */
  isTouched?(unit: Unit): boolean;
}

/** What rests on a change. */
export interface Touched {
  readonly examples: number;
  readonly others: number;
  readonly visited: ReadonlySet<string>;
  /** Its findings, by `keyOf`. */
  readonly findings: ReadonlySet<string>;
}

/** Recognizes a finding, whatever becomes of its severity. */
export const keyOf = ({ rule, message, at }: Pick<RawFinding, 'rule' | 'message' | 'at'>): string =>
  JSON.stringify([rule, message, at.file, 'start' in at ? at.start : 'line' in at ? at.line : 0]);

/** Runs rules on units. Collects what they report, which files they checked, and how long each took. */
export function ruleRunner(context: RunContext, kept?: KeptUnits) {
  const { repository, configuration, paths } = context;
  const clock = stopwatch();
  let runner: ReturnType<typeof unitRunner> | undefined;
  const touched = { examples: 0, others: 0, visited: new Set<string>(), findings: new Set<string>() };
  const note = (unit: Unit, { found, visited }: UnitResult): void => {
    if (unit.kind === 'example') touched.examples++;
    else touched.others++;
    for (const path of visited) touched.visited.add(path);
    for (const finding of found) touched.findings.add(keyOf(finding));
  };
  const seen = { visited: new Set<string>(), commented: new Set<string>(), ran: new Set<string>() };

  /** Half of cvl's code: where all results are at hand, none of it is loaded. */
  async function load(): Promise<ReturnType<typeof unitRunner>> {
    await context.ready?.();
    return (await import('./run-unit')).unitRunner(context, clock);
  }

  async function resultOf(unit: Unit, isWanted: (id: string) => boolean): Promise<UnitResult> {
    const known = kept?.get(unit);
    if (known) return known;
    await context.pause?.();
    if (!runner) {
      runner = await load();
      const late = kept?.get(unit); // now all questions are known
      if (late) return late;
    }
    const { run: runUnit } = runner;
    const rulesOf = (scope: Scope): readonly RuleEntry[] =>
      rulesIn(scope, configuration, (id) => isWanted(id) && (unit.rule === undefined || unit.rule === id));
    const run = (): Promise<UnitResult> => runUnit(unit, rulesOf);
    if (!kept) return run();
    const { value, rests } = await traced(run);
    kept.put(unit, value, rests);
    return value;
  }

  return {
    /** Runs the wanted rules, unit by unit. */
    async run(isWanted: (id: string) => boolean): Promise<readonly RawFinding[]> {
      const found: RawFinding[] = [];
      for (const unit of unitsOf(repository, paths)) {
        const units = unit.kind === 'repository' ? rulesIn('repository', configuration, isWanted).map(ofRule) : [unit];
        for (const each of units) {
          const result = await resultOf(each, isWanted);
          found.push(...result.found);
          if (kept?.isTouched?.(each)) note(each, result);
          for (const part of ['visited', 'commented', 'ran'] as const) for (const name of result[part]) seen[part].add(name);
        }
      }
      return found;
    },
    /** Runs the wanted rules of one scope on a target that is at hand. */
    async judge(scope: Scope, target: Target, isWanted: (id: string) => boolean): Promise<readonly RawFinding[]> {
      runner ??= await load();
      return runner.judge(target, rulesIn(scope, configuration, isWanted));
    },
    /** The files that a rule looked at, those that hold directives, and the rules. */
    seen: seen as { readonly [part in keyof typeof seen]: ReadonlySet<string> },
    touched: touched as Touched,
    phases: clock.phases,
    timings: clock.timings,
  };
}

/** Rules that look at the whole repository rest on different things, so each has a unit of its own. */
const ofRule = ({ id }: RuleEntry): Unit => ({ kind: 'repository', path: '', rule: id });

const rulesIn = (scope: Scope, configuration: Configuration, isWanted: (id: string) => boolean): readonly RuleEntry[] =>
  [...configuration.rules.values()].filter(({ id, rule }) => rule.scope === scope && configuration.canBeOn(id) && isWanted(id));

function stopwatch(): Clock & { phases(): LintPhases; timings(): readonly RuleTiming[] } {
  const timings = new Map<string, { milliseconds: number; targets: number; findings: number }>();
  const phases = new Map<string, number>();
  return {
    rule(id, milliseconds, findings) {
      const timing = timings.get(id) ?? { milliseconds: 0, targets: 0, findings: 0 };
      timings.set(id, {
        milliseconds: timing.milliseconds + milliseconds,
        targets: timing.targets + 1,
        findings: timing.findings + findings,
      });
    },
    scope: (name, milliseconds) => phases.set(name, (phases.get(name) ?? 0) + milliseconds),
    phases: () => [...phases].map(([name, milliseconds]) => ({ name, milliseconds })),
    timings: () =>
      [...timings].map(([rule, timing]): RuleTiming => ({ rule, ...timing })).sort((a, b) => b.milliseconds - a.milliseconds),
  };
}

type LintPhases = readonly { readonly name: string; readonly milliseconds: number }[];
