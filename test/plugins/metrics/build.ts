import type { Report, Rule, Run, RunArtifact } from '../../../src/api';
import { createRunArtifact } from '../../../src/model/run-artifact';
import { collectRun } from '../../../src/runs/collect/collect-run';
import { noMoment } from '../../../src/runs/moment';
import { optionsOf } from '../../../src/testing';

export interface Built {
  readonly series: { readonly [name: string]: readonly number[] };
  /** Distance of the steps, default 10, and the first of them, default 0. */
  readonly stride?: number;
  readonly from?: number;
  /** The steps themselves, where their distance is not one and the same. */
  readonly steps?: readonly number[];
  readonly epochs?: boolean;
  readonly reader?: string;
  readonly framework?: string;
  readonly config?: { readonly [key: string]: string | number };
  readonly kind?: 'history' | 'summary';
}

/** A run made of values, as a reader would give it. */
export function buildRun({
  series,
  stride = 10,
  from = 0,
  steps,
  epochs = false,
  reader = 'text',
  framework,
  config = {},
  kind = 'history',
}: Built): Run {
  const collector = collectRun('run');
  const sink = collector.sink({ path: 'run/log', size: 1, reader, confidence: 1 });
  if (framework !== undefined) sink.framework(framework);
  for (const [key, value] of Object.entries(config)) sink.config(key, value);
  for (const [name, values] of Object.entries(series)) {
    const target = sink.series(name, { kind });
    values.forEach((value, index) => {
      target.add(value, {
        ...noMoment(),
        step: steps?.[index] ?? from + index * stride,
        ...(epochs && { epoch: index }),
        line: index + 1,
        column: 1,
      });
    });
  }
  return collector.run();
}

/** That run as rules get it, alone in a folder without an example. */
const artifactOf = (run: Run, declaredTasks: readonly string[] = []): RunArtifact =>
  createRunArtifact({
    run,
    declaredTasks,
    example: undefined,
    repository: {
      git: false,
      entry: () => undefined,
      kind: () => undefined,
      list: () => [],
      source: () => ({ path: 'run/log', text: 'step 1 loss 2' }),
    } as unknown as RunArtifact['repository'],
  });

export const reportsOf = (rule: Rule, run: Run, tasks: readonly string[] = []): readonly Report[] => [
  ...(rule.check(artifactOf(run, tasks) as never, { options: optionsOf(rule) } as never) as Iterable<Report>),
];

/** The ids of the messages of one rule on a run. */
export const messagesOf = (rule: Rule, run: Run, tasks: readonly string[] = []): string[] =>
  reportsOf(rule, run, tasks).map(({ message }) => message);

export const outcomesOf = (rule: Rule, run: Run, tasks: readonly string[] = []): string[] =>
  [...(rule.outcomes?.(artifactOf(run, tasks) as never, { options: optionsOf(rule) } as never) ?? [])].map(
    ({ outcome }) => outcome,
  );

export const times = (count: number, value: (index: number) => number): number[] =>
  Array.from({ length: count }, (_, index) => value(index));

/** Scatter that is the same in each run, about ±1. */
export const scatter = (index: number): number => Math.sin(index * 12.9898) * Math.cos(index * 4.1414);
