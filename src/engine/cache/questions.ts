import type { GroundId } from './ground-ids';
import { numbersIn, type Spans, spansOf } from './spans';

/** A question by name and key, and which answer it had. */
export interface Rested extends GroundId {
  readonly name: string;
  readonly key: string;
  /** What that answer rests on in turn, where asking again is slow: others by number. */
  readonly rests?: Spans;
}

/** A question at its place in the columns. */
export interface NumberedQuestion extends Rested {
  readonly number: number;
}

/** Questions as columns, in the order of their numbers. There are many, and most are looked at once, so none is an object until then. */
export interface Columns {
  readonly names: string[];
  /** The place of each one's name. */
  readonly name: number[];
  readonly keys: string[];
  /** The place of each one's key. Many ask the same of a path. */
  readonly key: number[];
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
  keys: [],
  key: [],
  id: [],
  stamp: [],
  rests: [],
  lists: [],
  compacted: 0,
});

/** Texts, each once. Where they are is found out when the first one is added. */
function interned(texts: string[]) {
  let places: Map<string, number> | undefined;
  return (text: string): number => {
    places ??= new Map(texts.map((each, place) => [each, place]));
    const place = places.get(text) ?? texts.push(text) - 1;
    places.set(text, place);
    return place;
  };
}

/** What answers rest on, by number. Of what is stored for one, the last counts. */
function restsIn({ rests, lists }: Columns): Map<number, Spans> {
  const found = new Map<number, Spans>();
  for (let at = 0; at + 1 < rests.length; at += 2) {
    const spans = lists[rests[at + 1]!];
    if (spans) found.set(rests[at]!, spans);
    else found.delete(rests[at]!);
  }
  return found;
}

/** The same as columns, each list once. */
function columnsOf(restsOf: ReadonlyMap<number, Spans>): Pick<Columns, 'rests' | 'lists'> {
  const placeOf = interned([]);
  const lists: Spans[] = [];
  const rests = [...restsOf].flatMap(([number, spans]) => {
    const place = placeOf(spans.join());
    lists[place] ??= spans;
    return [number, place];
  });
  return { rests, lists };
}

/** Looks questions up by number, and adds to them. */
export function questionTable(columns: Columns, changes: readonly NumberedQuestion[] = []) {
  const { names, name, keys, key, id, stamp } = columns;
  const placeOfName = interned(names);
  const placeOfKey = interned(keys);
  const restsOf = restsIn(columns);
  const changed = new Set<number>();
  const fleeting = new Set<number>();
  let numbers: Map<string, number> | undefined;

  function at(number: number): Rested | undefined {
    const own = { name: names[name[number] ?? -1], key: keys[key[number] ?? -1], id: id[number] };
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
    if (isSame(at(number), rested)) return;
    changed.add(number);
    name[number] = placeOfName(rested.name);
    key[number] = placeOfKey(rested.key);
    id[number] = rested.id;
    stamp[number] = rested.stamp ?? '';
    if (rested.isFleeting) fleeting.add(number);
    else fleeting.delete(number);
    if (rested.rests) restsOf.set(number, rested.rests);
    else restsOf.delete(number);
  }

  const all = (): readonly NumberedQuestion[] => [...key.keys()].flatMap(numbered);
  const numbered = (number: number): readonly NumberedQuestion[] => {
    const rested = at(number);
    return rested ? [{ number, ...rested }] : [];
  };

  for (const { number, ...rested } of changes) if (number >= 0 && number <= key.length) replace(number, rested);
  changed.clear();

  return {
    at,
    replace,
    /** The number of a question and its answer, which may be a new one. */
    add(rested: Rested): number {
      numbers ??= new Map(all().map((each) => [identityOf(each), each.number]));
      const identity = identityOf(rested);
      const number = numbers.get(identity) ?? key.length;
      numbers.set(identity, number);
      replace(number, rested);
      return number;
    },
    /** Those that were added or replaced since either of these was asked. */
    takeChanges(): readonly NumberedQuestion[] {
      const taken = [...changed].flatMap(numbered);
      changed.clear();
      return taken;
    },
    takeAll(): Columns {
      changed.clear();
      return { ...columns, ...columnsOf(restsOf) };
    },
  };
}

const isSame = (one: Rested | undefined, other: Rested): boolean =>
  one !== undefined &&
  identityOf(one) === identityOf(other) &&
  (one.stamp ?? '') === (other.stamp ?? '') &&
  Boolean(one.isFleeting) === Boolean(other.isFleeting) &&
  one.rests?.join() === other.rests?.join();

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
  let count = 0;
  const places = new Map<number, number | undefined>();
  const placeOf = (number: number): number | undefined => {
    if (places.has(number)) return places.get(number);
    places.set(number, undefined);
    const found = at(number);
    if (!found) return undefined;
    const { rests, ...rested } = found;
    const own = rests && placesOf(rests);
    const place = count++;
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
  const columns = kept.takeAll();
  return { columns: { ...columns, compacted: columns.key.length }, results: renumbered };
}
