import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Evidence, Step } from '../../live/evidence/evidence';
import { evidenceName, readOne } from '../../live/evidence/read';

/** The good steps of the verification that is in the folder, up to the first that isn't good, if nothing has changed since. */
export function stepsToKeep(
  output: string,
  base: Pick<Evidence, 'example' | 'extent' | 'uncommitted'> & { readonly commit?: string },
): readonly Step[] {
  const file = join(output, evidenceName);
  if (!existsSync(file)) return [];
  const earlier = readOne(file);
  if (typeof earlier === 'string') return [];
  const state = ({ commit, uncommitted, extent }: Pick<Evidence, 'uncommitted' | 'extent' | 'commit'>): string =>
    JSON.stringify([commit, uncommitted, extent.variables, extent.clean, extent.twice]);
  // Files that aren't committed can have changed without a trace.
  if (state(earlier) !== state(base) || base.uncommitted.length > 0) return [];
  const isGood = ({ verdict, step }: Step): boolean =>
    verdict !== 'interrupted' && verdict !== 'failed' && !(verdict === 'skipped' && step === 'run');
  const groups = groupSteps(earlier.steps);
  const firstBad = groups.findIndex((steps) => !steps.every(isGood));
  return (firstBad < 0 ? groups : groups.slice(0, firstBad)).flat();
}

/** Consecutive steps of one run of a stage. */
function groupSteps(steps: readonly Step[]): readonly (readonly Step[])[] {
  const groups: Step[][] = [];
  for (const step of steps) {
    const last = groups.at(-1);
    const isOwnRun = step.step === 'again' || step.step === 'elsewhere';
    if (last?.[0]?.stage && last[0].stage.name === step.stage?.name && !isOwnRun) last.push(step);
    else groups.push([step]);
  }
  return groups;
}
