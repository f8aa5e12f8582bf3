import type { RuleTiming } from '../api/finding';
import type { Directives } from '../model/directives';
import type { OutsideRules } from './isolation/outside-rules';
import type { RawFinding } from './raw-finding';
import { type KeptUnits, ruleRunner } from './run-rules';
import type { RunContext } from './run-unit';

export interface EverywhereContext extends RunContext {
  /** Rules that don't run in this process. */
  readonly outside?: OutsideRules;
  /** Where results of rules that run in this process are kept. */
  readonly kept?: KeptUnits;
}

/** Runs rules here and, meanwhile, those of a team's own code in other processes. */
export function everywhere({ outside, kept, ...context }: EverywhereContext) {
  const here = ruleRunner(context, kept);
  const isHere = (id: string): boolean => !outside?.handles(id);
  const visited = new Set<string>();
  const commented = new Set<string>();
  const timings: RuleTiming[] = [];
  return {
    async run(): Promise<readonly RawFinding[]> {
      if (outside) await context.ready?.(); // targets are found here for all
      const elsewhere = outside?.run(context.today);
      const found = await here.run(isHere);
      const outcome = await elsewhere;
      const undone = new Set(outcome?.undone);
      const again = ruleRunner(context);
      const late = undone.size > 0 ? await again.run((id) => undone.has(id)) : [];
      timings.push(...(outcome?.timings ?? []), ...again.timings());
      const looked = outcome?.visited ?? [];
      for (const path of [...looked, ...here.seen.visited, ...again.seen.visited]) visited.add(path);
      const elsewhereFound = outcome?.found ?? [];
      const unread = [...looked, ...elsewhereFound.map(({ at }) => at.file)];
      for (const path of [...unread, ...here.seen.commented, ...again.seen.commented]) commented.add(path);
      return [...found, ...elsewhereFound, ...late];
    },
    /** What the rules about directives report of those in some files. */
    async judge(all: readonly Directives[]): Promise<readonly RawFinding[]> {
      const found: RawFinding[] = [];
      for (const directives of all) {
        const { path } = directives;
        const target = { value: directives, path, example: context.repository.exampleOf(path) };
        found.push(...(await here.judge('directives', target, isHere)));
      }
      return [...found, ...((await outside?.judge(all, context.today)) ?? [])];
    },
    /** Files that a rule looked at. */
    visited: visited as ReadonlySet<string>,
    /** Those of them, and of the files with findings, whose comments may be directives. */
    commented: commented as ReadonlySet<string>,
    touched: here.touched,
    phases: here.phases,
    /** How long each rule took that looked at something. What is kept took no time. */
    timings(): readonly RuleTiming[] {
      const known = [...here.timings(), ...timings];
      const timed = new Set(known.map(({ rule }) => rule));
      const kept = [...here.seen.ran].filter((rule) => !timed.has(rule));
      return [...known, ...kept.map((rule) => ({ rule, milliseconds: 0, targets: 0, findings: 0 }))].sort(
        (a, b) => b.milliseconds - a.milliseconds,
      );
    },
  };
}
