import type { GroundId } from './ground-ids';
import { numbersIn, type Spans, spansOf } from './spans';

/** A question by name and key, and which answer it had. */
export interface Rested extends GroundId {
  readonly name: string;
  readonly key: string;
  /** What that answer rests on in turn, where asking again is slow: others by number. */
  readonly rests?: Spans;
}

/** Questions as columns, in the order of their numbers. There are many, and most are looked at once, so none is an object until then. */
export interface Columns {
  readonly names: string[];
  /** The place of each one's name. */
  readonly name: number[];
  readonly key: string[];
  readonly id: string[];
  /** May be empty. */
  readonly stamp: string[];
  /** Of some questions: number, place of what it rests on, … The last pair of a number counts. */
  readonly rests: number[];
  readonly lists: Spans[];
  /** How many there were when those that nothing rests on were last left out. */
  readonly compacted: number;
}

export const noQuestions = (): Columns => ({
  names: [],
  name: [],
  key: [],
  id: [],
  stamp: [],
  rests: [],
  lists: [],
  compacted: 0,
});

/** Looks questions up by number, and adds to them. */
export function questionTable(columns: Columns) {
  const { names, name, key, id, stamp, rests, lists } = columns;
  const placeOfName = new Map(names.map((each, place) => [each, place]));
  const restsOf = new Map<number, Spans>();
  for (let at = 0; at + 1 < rests.length; at += 2) {
    const spans = lists[rests[at + 1]!];
    if (spans) restsOf.set(rests[at]!, spans);
    else restsOf.delete(rests[at]!);
  }
  const fleeting = new Set<number>();
  let numbers: Map<string, number> | undefined;

  function at(number: number): Rested | undefined {
    const own = { name: names[name[number] ?? -1], key: key[number], id: id[number] };
    if (own.name === undefined || own.key === undefined || own.id === undefined) return undefined;
    const spans = restsOf.get(number);
    return {
      name: own.name,
      key: own.key,
      id: own.id,
      ...(stamp[number] && { stamp: stamp[number] }),
      ...(spans && { rests: spans }),
      ...(fleeting.has(number) && { isFleeting: true }),
    };
  }

  /** The answer of a question is recognized by this from now on. */
  function replace(number: number, rested: Rested): void {
    name[number] = placeOfName.get(rested.name) ?? names.push(rested.name) - 1;
    placeOfName.set(rested.name, name[number]);
    key[number] = rested.key;
    id[number] = rested.id;
    stamp[number] = rested.stamp ?? '';
    if (rested.isFleeting) fleeting.add(number);
    else fleeting.delete(number);
    if (rested.rests) {
      rests.push(number, lists.push(rested.rests) - 1);
      restsOf.set(number, rested.rests);
    } else if (restsOf.delete(number)) rests.push(number, -1);
  }

  function storedNumbers(): Map<string, number> {
    const found = new Map<string, number>();
    for (let number = 0; number < key.length; number++) {
      const each = at(number);
      if (each) found.set(identityOf(each), number);
    }
    return found;
  }

  return {
    at,
    columns,
    replace,
    /** The number of a question and its answer, which may be a new one. */
    add(rested: Rested): number {
      numbers ??= storedNumbers();
      const identity = identityOf(rested);
      const number = numbers.get(identity) ?? key.length;
      numbers.set(identity, number);
      replace(number, rested);
      return number;
    },
  };
}

const identityOf = ({ name, key, id }: Rested): string => `${name}\0${key}\0${id}`;

/**
 * Numbers the questions of some results anew, so that no others are left. A question of a circle rests on nothing, and a result that rests
 * on a question that isn't there is forgotten.
 */
export function compacted<Result extends { readonly ground: Spans }>(
  results: readonly Result[],
  at: (number: number) => Rested | undefined,
): { readonly columns: Columns; readonly results: readonly Result[] } {
  const kept = questionTable(noQuestions());
  const places = new Map<number, number | undefined>();
  const placeOf = (number: number): number | undefined => {
    if (places.has(number)) return places.get(number);
    places.set(number, undefined);
    const found = at(number);
    if (!found) return undefined;
    const { rests, ...rested } = found;
    const own = rests && placesOf(rests);
    const place = kept.columns.key.length;
    kept.replace(place, { ...rested, ...(own && { rests: own }) });
    places.set(number, place);
    return place;
  };
  const placesOf = (spans: Spans): Spans | undefined => {
    const found = numbersIn(spans).map(placeOf);
    return found.includes(undefined) ? undefined : spansOf(found as readonly number[]);
  };
  const renumbered = results.flatMap((result) => {
    const ground = placesOf(result.ground);
    return ground ? [{ ...result, ground }] : [];
  });
  return { columns: { ...kept.columns, compacted: kept.columns.key.length }, results: renumbered };
}
