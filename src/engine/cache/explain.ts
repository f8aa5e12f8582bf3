import { isWanted, type Unit, unitsOf } from '../units';
import { groundTable } from './ground-table';
import { type KeptContext, unitName } from './kept-units';
import { type KeptResult, numbersIn, readResults } from './results';

/** Something that a result rests on: a kind of question, such as `repository.source`, and what it's about, such as a path. */
export interface RestedOn {
  readonly question: string;
  readonly about: string;
}

/** What is known of the result of a unit. */
export interface ExplainedResult {
  readonly unit: Unit;
  /** Whether it's used again, whether something that it rests on has changed, or whether there is none. */
  readonly state: 'same' | 'changed' | 'none';
  readonly restsOn: readonly RestedOn[];
  /** Those with another answer now. Empty if only the day is another one. */
  readonly changed: readonly RestedOn[];
}

/** Explains the results of what is linted at some paths, in the order in which it's linted. Nothing is judged. */
export function explainKept({ repository, paths, today, file }: Omit<KeptContext, 'before'>): readonly ExplainedResult[] {
  const bytes = file?.read();
  const stored = bytes && readResults(bytes);
  const table = groundTable(stored?.ground ?? { length: 0, at: () => undefined }, repository, undefined);
  const asRested = (number: number): readonly RestedOn[] => {
    const { name, key } = table.at(number) ?? {};
    return name === undefined || key === undefined ? [] : [{ question: name, about: key }];
  };
  const explain = (unit: Unit, { ground, day }: KeptResult): ExplainedResult => {
    const numbers = numbersIn(ground);
    const changed = numbers.filter((number) => !table.holds(number));
    const isSame = changed.length === 0 && (day === undefined || day === today);
    const state = isSame ? 'same' : 'changed';
    return { unit, state, restsOn: numbers.flatMap(asRested), changed: changed.flatMap(asRested) };
  };
  const kept = new Map(stored?.units.map((result) => [result.unit, result]));
  return [...ofRepository(kept.keys(), paths), ...ofPaths(unitsOf(repository, paths))].map((unit) => {
    const result = kept.get(unitName(unit, ['']));
    return result ? explain(unit, result) : { unit, state: 'none', restsOn: [], changed: [] };
  });
}

const ofPaths = (units: readonly Unit[]): readonly Unit[] => units.filter(({ kind }) => kind !== 'repository');

/** Rules about the whole repository have a result each. */
function ofRepository(names: Iterable<string>, paths: readonly string[]): readonly Unit[] {
  if (!isWanted('', paths)) return [];
  return [...names].flatMap((name) => {
    const [kind, path, rule] = JSON.parse(name) as readonly unknown[];
    return kind === 'repository' && path === '' && typeof rule === 'string' ? { kind, path, rule } : [];
  });
}
