import type { Step } from '../../evidence/evidence';
import { causeOf, interruptionOf, seconds } from '../causes';
import { type JudgedRuns, problemOf } from '../judge-runs';
import type { Observation, StageOptions } from '../observe';
import { withLeft } from './left';
import { fact, stepOf } from './step';

/** What came up, and when. Then how it ended. */
export function startAndRun(options: StageOptions, observation: Observation, judged: JudgedRuns): readonly Step[] {
  const { stage, end, containers, calls } = observation;
  const cause = causeOf(observation, judged.findings, options.logs, options.timeoutMs);
  const started = containers.some((container) => container.started !== undefined);
  const expectsContainer =
    calls.some(({ verb }) => verb === 'run') || options.repository.script(stage.script)?.launches.length !== 0;
  const isUp = started || !expectsContainer;
  const milestones = [
    fact('container up after', duration(observation.containerAfter)),
    fact('first output after', duration(end.firstOutput)),
    fact('GPU memory in use after', duration(observation.memoryAfter)),
    fact('first metric after', duration(observation.valueAfter)),
  ];
  const first = observation.valueAfter ?? end.firstOutput;
  const interruption = interruptionOf(observation);
  const start = stepOf({
    step: 'start',
    stage,
    verdict: isUp ? 'passed' : interruption !== undefined ? 'unknown' : cause === undefined ? 'warning' : 'failed',
    seconds: first ?? observation.containerAfter ?? end.seconds,
    summary: isUp
      ? first === undefined
        ? 'It started, and printed nothing.'
        : `It is up, and ${observation.valueAfter === undefined ? 'printed something' : 'logged a metric'} after ${seconds(first)}.`
      : (cause ?? 'The script started no container.'),
    facts: milestones,
    logs: observation.logNames,
  });
  const problems = judged.findings.filter(({ rule }) => rule.startsWith('runs/')).map(problemOf);
  const run = stepOf({
    step: 'run',
    stage,
    verdict: interruption !== undefined ? 'interrupted' : cause === undefined ? 'passed' : 'failed',
    seconds: end.seconds,
    summary: interruption ?? cause ?? `It ran to its end in ${seconds(end.seconds)}.`,
    facts: [
      fact('exit code', end.code === null ? undefined : String(end.code)),
      ...containers.flatMap(({ name, exitCode }) =>
        exitCode === undefined ? [] : [[`exit code of ${name}`, String(exitCode)] as const],
      ),
    ],
    problems,
    logs: observation.logNames,
  });
  return [start, withLeft(run, observation)];
}

const duration = (value: number | undefined): string | undefined => (value === undefined ? undefined : seconds(value));
