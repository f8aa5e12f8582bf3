import type { Configuration } from '../../config/types';
import { isWanted, type Unit, unitsOf } from '../units';
import { groundTable } from './ground-table';
import { type KeptContext, unitName } from './kept-units';
import { type KeptResult, readResults } from './results';
import { numbersIn } from './spans';

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

export interface ExplainContext extends Omit<KeptContext, 'before'> {
  readonly configuration: Configuration;
}

/** Explains the results of what is linted at some paths, in the order in which it's linted. Nothing is judged. */
export function explainKept({ repository, configuration, paths, today, file }: ExplainContext): readonly ExplainedResult[] {
  const bytes = file?.read();
  const stored = bytes && readResults(bytes);
  const table = groundTable(stored, repository, undefined);
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
  // Rules about the whole repository have a result each, if they're on.
  const ofRules = isWanted('', paths) ? rulesOfRepository(configuration).filter((unit) => kept.has(unitName(unit, ['']))) : [];
  return [...ofRules, ...ofPaths(unitsOf(repository, paths))].map((unit) => {
    const result = kept.get(unitName(unit, ['']));
    return result ? explain(unit, result) : { unit, state: 'none', restsOn: [], changed: [] };
  });
}

const ofPaths = (units: readonly Unit[]): readonly Unit[] => units.filter(({ kind }) => kind !== 'repository');

const rulesOfRepository = ({ rules }: Configuration): readonly Unit[] =>
  [...rules.values()].flatMap(({ id, rule }) => (rule.scope === 'repository' ? { kind: 'repository', path: '', rule: id } : []));
