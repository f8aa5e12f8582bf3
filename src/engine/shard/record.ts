import { hashOf } from '../../model/hash';
import type { Shard } from '../../model/linted-repository';
import type { LintedRepository } from '../../model/repository';
import { untraced } from '../../model/tracing';
import { resultText } from '../cache/result-text';
import type { EverywhereContext } from '../everywhere';
import type { OutsideRules } from '../isolation/outside-rules';
import type { RawFinding } from '../raw-finding';
import type { KeptUnits } from '../run-rules';
import type { UnitResult } from '../run-unit';
import type { Unit } from '../units';
import { form, type OutsideRecord, type ShardRecord, type UnitRecord } from './form';

interface ShardContext extends EverywhereContext {
  readonly version: string;
  readonly inlineDirectives?: boolean;
}

/** Listens to what rules find in a shard, and keeps it for its report. */
export function shardRecorder(options: ShardContext, { index, count }: Shard) {
  const { repository, configuration, paths, inlineDirectives = true } = options;
  const units: UnitRecord[] = [];
  const files = new Set<string>();
  let outside: OutsideRecord | undefined;

  const note = ({ found, visited }: Pick<UnitResult, 'found' | 'visited'>): void => {
    for (const file of [...visited, ...found.flatMap(filesOf)]) files.add(file);
  };
  const keep = (unit: Unit, result: UnitResult): void => {
    note(result);
    units.push({ unit: unitName(unit), ran: [...result.ran], text: resultText(result) });
  };

  return {
    /** Takes the place of the context's own. */
    listening: {
      kept: listeningUnits(options.kept, keep),
      ...(options.outside && {
        outside: listeningOutside(options.outside, (result) => {
          const visited = new Set(result.visited);
          note({ found: result.found, visited });
          const text = resultText({ found: result.found, visited, commented: visited, ran: new Set() });
          outside = { text, ran: result.timings.map(({ rule }) => rule), undone: result.undone };
        }),
      }),
    } satisfies Pick<EverywhereContext, 'kept' | 'outside'>,
    /** What was heard. */
    record: (): ShardRecord => ({
      form,
      cvl: options.version,
      index,
      count,
      asked: { paths, tasks: repository.options.tasks ?? null, inlineDirectives },
      configuration: hashOf(configuration.identity() ?? ''),
      units,
      ...(outside && { outside }),
      texts: textsOf([...files].sort(), repository),
    }),
  };
}

const listeningUnits = (kept: KeptUnits | undefined, keep: (unit: Unit, result: UnitResult) => void): KeptUnits => ({
  get(unit) {
    const result = kept?.get(unit);
    if (result) keep(unit, result);
    return result;
  },
  put(unit, result, rests) {
    keep(unit, result);
    kept?.put(unit, result, rests);
  },
});

const listeningOutside = (
  outside: OutsideRules,
  keep: (result: Awaited<ReturnType<OutsideRules['run']>>) => void,
): OutsideRules => ({
  ...outside,
  async run(today) {
    const result = await outside.run(today);
    keep(result);
    return result;
  },
});

/** The name of a unit in records. */
export const unitName = ({ kind, path, rule = '' }: Unit): string => JSON.stringify([kind, path, rule]);

/** The hashes of files that are text. */
export const textsOf = (files: readonly string[], repository: LintedRepository): { readonly [file: string]: string } =>
  Object.fromEntries(
    untraced(() =>
      files.flatMap((file) => {
        const text = repository.source(file)?.text;
        return text === undefined ? [] : [[file, hashOf(text)]];
      }),
    ),
  );

const filesOf = ({ at, related, fix }: RawFinding): readonly string[] =>
  [at, ...related.map((each) => each.at), ...(fix ?? [])].map(({ file }) => file).filter((file) => file !== '');
