import { ConfigurationError } from '../../config/errors';
import { hashOf } from '../../model/hash';
import { readResult } from '../cache/result-text';
import type { OutsideRules } from '../isolation/outside-rules';
import type { Project } from '../project';
import type { RawFinding } from '../raw-finding';
import type { KeptUnits } from '../run-rules';
import type { UnitResult } from '../run-unit';
import { unitsOf } from '../units';
import type { OutsideRecord, ShardRecord, UnitRecord } from './form';
import { textsOf, unitName } from './record';

/** A shard's record, and the report that holds it. */
export interface ReadRecord {
  readonly file: string;
  readonly record: ShardRecord;
}

/** Puts what shards found where a lint of everything looks for it. No rule runs again. */
export interface GatheredShards {
  readonly kept: KeptUnits;
  readonly outside?: OutsideRules;
  /** Throws ConfigurationError if the shards looked at something that isn't here. */
  finish(): void;
}

/** Throws ConfigurationError where the records aren't those of all shards of one lint, by this version of cvl. */
export function checkTogether(records: readonly ReadRecord[], version: string): ShardRecord {
  const [first, ...others] = records;
  if (!first) throw new ConfigurationError('There is no report to merge.');
  const { count, asked } = first.record;
  for (const { file, record } of records)
    if (record.cvl !== version)
      throw new ConfigurationError(`${file} is by cvl ${record.cvl}, and this is ${version}. Use one version for all.`);
  for (const { file, record } of others)
    if (record.count !== count || JSON.stringify(record.asked) !== JSON.stringify(asked))
      throw new ConfigurationError(
        `${file} and ${first.file} are of different lints. Give all shards the same paths and flags, and the same number of shards.`,
      );
  const byIndex = new Map<number, string>();
  for (const { file, record } of records) {
    const twin = byIndex.get(record.index);
    if (twin !== undefined) throw new ConfigurationError(`Shard ${record.index}/${count} is in both ${twin} and ${file}.`);
    byIndex.set(record.index, file);
  }
  const missing = Array.from({ length: count }, (_, at) => at + 1).filter((index) => !byIndex.has(index));
  if (missing.length > 0) {
    const names = missing.map((index) => `${index}/${count}`).join(', ');
    throw new ConfigurationError(
      `The report of shard ${names} is missing, so findings may be missing. Run the shard again, or see why its job failed.`,
    );
  }
  return first.record;
}

/** Throws ConfigurationError where the shards looked at other files, or with another configuration, than are here. */
export function gather(records: readonly ReadRecord[], project: Project): GatheredShards {
  const { repository, configuration, paths, outside } = project;
  const identity = hashOf(configuration.identity() ?? '');
  for (const { file, record } of records) {
    if (record.configuration !== identity)
      throw new ConfigurationError(
        `${file} was made with another configuration than the one here. Give \`cvl merge\` the same --config and --rule, in the same folder.`,
      );
    checkTexts(file, record, project);
  }
  const exampleIn = (folder: string) => repository.exampleOf(folder);
  const results = new Map<string, UnitRecord>(
    records.flatMap(({ record }) => record.units.map((unit) => [unit.unit, unit] as const)),
  );
  const read = (unit: Omit<UnitRecord, 'unit'>): UnitResult => {
    const result = readResult({ ...unit, unit: '', ground: [] }, exampleIn);
    if (!result) throw new ConfigurationError('A report to merge is damaged. Run its shard again.');
    return result;
  };
  const left = new Set(results.keys());
  const kept: KeptUnits = {
    get(unit) {
      const name = unitName(unit);
      left.delete(name);
      const result = results.get(name);
      if (result) return read(result);
      throw new ConfigurationError(
        `No shard looked at ${unit.path || `the repository with ${unit.rule}`}. Merge where the same files are as where the shards ran.`,
      );
    },
    put() {},
  };
  return {
    kept,
    ...(outside && {
      outside: gatheredOutside(
        outside,
        outsideRecords(records).map((each) => ({ ...read(each), undone: each.undone })),
        unitOrder(),
      ),
    }),
    finish() {
      const [name] = left;
      if (name === undefined) return;
      const [, path] = JSON.parse(name) as readonly string[];
      throw new ConfigurationError(
        `A shard looked at ${path || 'the repository'}, which isn't linted here. Merge where the same files are.`,
      );
    },
  };

  function unitOrder(): (finding: RawFinding) => number {
    const order = new Map(unitsOf(repository, paths).map(({ path }, at) => [path, at]));
    return ({ target: { path, example } }) => order.get(example?.folder ?? path) ?? order.get(path) ?? 0;
  }
}

const outsideRecords = (records: readonly ReadRecord[]): readonly OutsideRecord[] =>
  records.flatMap(({ record }) => record.outside ?? []);

/** In the order in which one run finds them, because of equal findings only the first is reported. */
function gatheredOutside(
  outside: OutsideRules,
  results: readonly (UnitResult & Pick<OutsideRecord, 'undone'>)[],
  order: (finding: RawFinding) => number,
): OutsideRules {
  const ran = new Set(results.flatMap((each) => [...each.ran]));
  return {
    ...outside,
    run: async () => ({
      found: results.flatMap(({ found }) => found).sort((a, b) => order(a) - order(b)),
      visited: results.flatMap(({ visited }) => [...visited]),
      timings: [...ran].map((rule) => ({ rule, milliseconds: 0, targets: 0, findings: 0 })),
      undone: [...new Set(results.flatMap(({ undone }) => undone))],
    }),
  };
}

/** Places in a report are counted in the texts that are here. */
function checkTexts(file: string, { index, count, texts }: ShardRecord, { repository }: Project): void {
  const here = textsOf(Object.keys(texts), repository);
  const other = Object.keys(texts).find((path) => here[path] !== texts[path]);
  if (other !== undefined)
    throw new ConfigurationError(
      `${other} isn't what shard ${index}/${count} looked at (${file}). Merge in a checkout of the same commit.`,
    );
}
