import { lint } from '../../engine/lint';
import type { Project } from '../../engine/project';
import type { Step } from '../../live/evidence/evidence';
import { stepOf, summaryOf, verdictOfProblems } from '../../live/verify/steps/step';
import type { Example } from '../../model/targets';
import { isPlace } from '../../text/span';

/** What `cvl lint` reports of the example. */
export async function structureStep(project: Project, example: Example, version: string): Promise<Step> {
  const started = performance.now();
  const { findings } = await lint({
    ...project,
    paths: [example.folder],
    version,
    today: new Date().toISOString().slice(0, 10),
    wholeRun: false,
  });
  const problems = findings.map(({ severity, rule, message, at }) => ({
    severity,
    check: rule,
    message,
    place: isPlace(at) ? `${at.file}:${at.line}` : at.file,
  }));
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  return stepOf({
    step: 'structure',
    verdict: verdictOfProblems(problems),
    seconds: (performance.now() - started) / 1000,
    summary: summaryOf(problems, errors === 0 ? '`cvl lint` finds no problem.' : ''),
    problems,
  });
}
