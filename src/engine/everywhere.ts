import type { RuleTiming } from '../api/finding';
import type { Directives } from '../model/directives';
import type { OutsideRules } from './isolation/outside-rules';
import type { RawFinding } from './raw-finding';
import { type RunContext, ruleRunner } from './run-rules';

export interface EverywhereContext extends RunContext {
  /** Rules that don't run in this process. */
  readonly outside?: OutsideRules;
}

/** Runs rules here and, meanwhile, those of a team's own code in other processes. */
export function everywhere({ outside, ...context }: EverywhereContext) {
  const here = ruleRunner(context);
  const isHere = (id: string): boolean => !outside?.handles(id);
  const visited = new Set<string>();
  const timings: RuleTiming[] = [];
  return {
    async run(): Promise<readonly RawFinding[]> {
      const elsewhere = outside?.run(context.today);
      const found = await here.run(isHere);
      const outcome = await elsewhere;
      for (const path of outcome?.visited ?? []) visited.add(path);
      timings.push(...(outcome?.timings ?? []));
      const undone = new Set(outcome?.undone);
      const late = undone.size > 0 ? await here.run((id) => undone.has(id)) : [];
      for (const path of here.visited) visited.add(path);
      return [...found, ...(outcome?.found ?? []), ...late];
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
    phases: here.phases,
    timings: (): readonly RuleTiming[] => [...here.timings(), ...timings].sort((a, b) => b.milliseconds - a.milliseconds),
  };
}
