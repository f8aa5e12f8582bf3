import type { Configuration, RuleEntry } from '../config/types';
import { ask, runnableHere } from '../engine/isolation/ask';
import type { Isolation } from '../engine/isolation/index';
import type { Answer } from '../engine/isolation/tasks';
import { type SampleReports, sampleReports } from '../explain/sample-reports';
import { noteFault } from './faults';

interface Opened {
  readonly configuration: Configuration;
  readonly isolation?: Isolation;
}

/** What rules report in their samples, by id. Rules of a team's own run in another process. */
export async function reportsInSamples(
  entries: readonly RuleEntry[],
  { configuration, isolation }: Opened,
): Promise<ReadonlyMap<string, SampleReports>> {
  const here = runnableHere(configuration).rules;
  const reports = new Map<string, SampleReports>();
  const faults: string[] = [];
  const theirs = entries.filter(({ id }) => !here.has(id)).map(({ id }) => id);
  await ask({
    isolation,
    configuration,
    rules: ({ id }) => theirs.includes(id),
    readsRuns: false,
    name: 'samples',
    about: theirs,
    part(value) {
      const { id, found, crash } = value as SamplePart;
      if (found) reports.set(id, found);
      if (crash !== undefined) faults.push(crash);
    },
    failed: (sentence) => faults.push(sentence),
  });
  for (const fault of new Set(faults)) await noteFault(fault);
  for (const entry of entries) if (here.has(entry.id)) reports.set(entry.id, await sampleReports(entry, configuration));
  return reports;
}

interface SamplePart {
  readonly id: string;
  readonly found?: SampleReports;
  readonly crash?: string;
}

export const answerSamples: Answer = async ({ configuration }, about, { timeoutMs, part }) => {
  for (const id of about as readonly string[]) {
    const entry = configuration.rules.get(id);
    if (!entry) continue;
    const crashed = (crash: string): void => part({ id, crash } satisfies SamplePart);
    const found = await sampleReports(entry, configuration, { crashed, timeoutMs });
    part({ id, found } satisfies SamplePart);
  }
};
