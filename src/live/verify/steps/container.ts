import { resolve } from 'node:path';
import type { ContainerFacts } from '../../engine';
import type { Fact, Problem, Step } from '../../evidence/evidence';
import type { Observation } from '../observe';
import type { AskedContainer, NotedCall } from '../wrapper';
import { fact, stepOf, summaryOf, verdictOfProblems } from './step';

/** Whether the containers got the mounts, the user, and the GPUs that the script asks for. */
export function containerStep({ stage, calls, containers, engineLoss }: Observation, cwd: string): Step {
  const asked = calls.filter(isStart);
  if (containers.length === 0)
    return stepOf({
      step: 'container',
      stage,
      verdict: asked.length > 0 ? 'unknown' : 'skipped',
      summary: engineLoss
        ? 'The engine gave no answer, so its containers are not known.'
        : asked[0]
          ? `The script calls \`${asked[0].client} ${asked[0].verb}\`, but the engine that cvl asks has no container of it. If it is another, name it with \`--engine\`.`
          : 'No container was made.',
    });
  const problems: Problem[] = [];
  const facts: Fact[] = [];
  for (const [index, container] of containers.entries()) {
    const wanted = asked[index]?.asked;
    facts.push(['container', `${container.name} of ${container.image ?? 'an unknown image'}`]);
    for (const { source, name, target, readonly } of container.mounts)
      facts.push([`mount of ${container.name}`, `${name ?? source ?? ''} → ${target}${readonly ? ' (read-only)' : ''}`]);
    facts.push([`user of ${container.name}`, container.user ?? 'root, or that of the image']);
    if (wanted) problems.push(...differences(wanted, container, cwd));
  }
  return stepOf({
    step: 'container',
    stage,
    verdict: verdictOfProblems(problems),
    summary: summaryOf(problems, 'Mounts and users are as the script asks for them.'),
    facts: [...facts, fact('containers', String(containers.length))],
    problems,
  });
}

const isStart = (call: NotedCall): boolean => call.verb === 'run' || call.verb === 'create';

function differences(
  wanted: AskedContainer,
  { name, mounts, user, gpus, devices }: ContainerFacts,
  cwd: string,
): readonly Problem[] {
  const problems: Problem[] = [];
  const report = (check: string, message: string): void => void problems.push({ severity: 'error', check, message });
  for (const { target, source, readonly, type } of wanted.mounts) {
    const actual = mounts.find((mount) => bare(mount.target) === bare(target));
    if (type === 'tmpfs') continue;
    if (!actual) report('verify/mount-missing', `${name} has no mount at ${target}, although the script asks for one.`);
    else if (actual.readonly !== readonly)
      report(
        'verify/mount-mode',
        `${target} of ${name} is ${actual.readonly ? 'read-only' : 'writable'}, not as the script asks.`,
      );
    else if (
      type === 'bind' &&
      source !== undefined &&
      actual.source !== undefined &&
      bare(actual.source) !== bare(resolve(cwd, source))
    )
      report('verify/mount-source', `${target} of ${name} is ${actual.source}, not ${source}.`);
  }
  if (wanted.user !== undefined && user !== wanted.user)
    report('verify/user', `${name} runs as ${user ?? 'root'}, although the script asks for ${wanted.user}.`);
  if (wanted.gpus && gpus === undefined && devices.length === 0)
    problems.push({
      severity: 'info',
      check: 'verify/gpus',
      message: `The engine lists no GPU for ${name}, although the script asks for some.`,
    });
  return problems;
}

const bare = (path: string): string => path.replace(/(?<=[^/])\/+$/, '');
