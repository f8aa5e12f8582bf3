import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Example } from '../../../model/targets';
import { type Engine, imageNamed } from '../../engine';
import type { Problem, Step } from '../../evidence/evidence';
import { groundOf } from '../../plan/ground';
import { causeOf, interruptionOf, seconds } from '../causes';
import type { JudgedRuns } from '../judge-runs';
import { problemOf } from '../judge-runs';
import type { Observation } from '../observe';
import { sizeInWords } from './outputs';
import { fact, stepOf, summaryOf, verdictOfProblems } from './step';

/** Whether the script built the images that the example runs, how large they are, and how long it took. */
export async function buildStep(
  engine: Engine,
  example: Example,
  observation: Observation,
  judged: JudgedRuns,
  { logs, timeoutMs }: { readonly logs: string; readonly timeoutMs: number },
): Promise<Step> {
  const { stage, end, calls, logNames } = observation;
  const cause = causeOf(observation, judged.findings, logs, timeoutMs);
  const built = new Set(calls.filter(({ verb }) => verb === 'build').flatMap(({ tags }) => tags.map(withTag)));
  const used = imagesOf(example);
  const problems: Problem[] =
    cause === undefined ? [] : judged.findings.filter(({ rule }) => rule.startsWith('runs/')).map(problemOf);
  const facts: (readonly [string, string])[] = [];
  const interruption = interruptionOf(observation);
  for (const name of interruption === undefined ? new Set([...built, ...used]) : []) {
    const found = await imageNamed(engine, name);
    const image = found.ok ? found.value : undefined;
    if (image) facts.push([`image ${name}`, image.bytes === undefined ? 'built' : sizeInWords(image.bytes)]);
    if (cause !== undefined || built.has(name) || !used.includes(name)) continue;
    const stale = image?.created === undefined ? undefined : newerThan(example, Date.parse(image.created));
    if (!image)
      problems.push({
        severity: 'error',
        check: 'verify/image-missing',
        message: `${stage.script} did not build ${name}, which the example runs, and the engine doesn't have it.`,
      });
    else if (stale !== undefined)
      problems.push({
        severity: 'error',
        check: 'verify/image-stale',
        message: `The image ${name} is stale: ${stage.script} did not build it, and ${stale} has changed since it was built${image.created === undefined ? '' : ` (${image.created.slice(0, 10)})`}.`,
      });
  }
  const verdict = interruption !== undefined ? 'interrupted' : cause === undefined ? verdictOfProblems(problems) : 'failed';
  const sizes = facts.map(([name, size]) => `${name.replace(/^image /, '')} (${size})`).join(', ');
  return stepOf({
    step: 'build',
    stage,
    verdict,
    seconds: end.seconds,
    summary: interruption ?? cause ?? summaryOf(problems, `Built in ${seconds(end.seconds)}${sizes === '' ? '' : `: ${sizes}`}.`),
    facts: [...facts, fact('exit code', end.code === null ? undefined : String(end.code))],
    problems,
    logs: logNames,
  });
}

/** The images that the example's own scripts run and that one of its builds, or of another example's, makes. */
const imagesOf = (example: Example): readonly string[] => [
  ...new Set(
    example.launches.flatMap(({ isMain, spec, image }) =>
      isMain && spec.image?.text !== undefined && image.dockerfile !== undefined ? withTag(spec.image.text) : [],
    ),
  ),
];

const withTag = (name: string): string => (/:[^/:]+$/.test(name) ? name : `${name}:latest`);

/** A file that the build takes and that was written after a moment: the Dockerfile and what is beside it, but no script. */
function newerThan(example: Example, moment: number): string | undefined {
  return groundOf(example)
    .filter((path) =>
      /(?:^|\/)(?:Dockerfile[^/]*|[^/]*\.[Dd]ockerfile|requirements[^/]*\.txt|pyproject\.toml|environment\.ya?ml)$/.test(path),
    )
    .find((path) => (statSync(join(example.repository.root, path), { throwIfNoEntry: false })?.mtimeMs ?? 0) > moment);
}
