import type { Problem, Step } from '../../evidence/evidence';
import type { Stage } from '../../plan/stages';
import { stepOf, summaryOf, verdictOfProblems } from './step';

/** Whether git would commit what a run left behind. `before` and `after`: what `git status` listed. */
export function gitStep(stage: Stage, before: ReadonlySet<string> | undefined, after: ReadonlySet<string> | undefined): Step {
  if (!before || !after) return stepOf({ step: 'git', stage, verdict: 'skipped', summary: 'There is no git checkout.' });
  const left = [...after].filter((path) => !before.has(path)).sort();
  const [first] = left;
  const problems: Problem[] = [];
  if (first !== undefined) {
    const others = left.length > 1 ? ` and ${left.length - 1} more files` : '';
    const message = `After the run, \`git status\` lists ${first}${others}. Add what a run writes to .gitignore.`;
    problems.push({ severity: 'error', check: 'verify/untracked-output', message });
  }
  return stepOf({
    step: 'git',
    stage,
    verdict: verdictOfProblems(problems),
    summary: summaryOf(problems, '`git status` lists nothing that the run wrote.'),
    facts: left.slice(0, 20).map((path) => ['left behind', path]),
    problems,
  });
}
