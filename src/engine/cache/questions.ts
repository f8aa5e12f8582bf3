import { type KeptResult, type KeptResults, numbersIn, type Questions, type Rested, type Spans, spansOf } from './results';

/** Questions by number: those of a file of results, and new ones. */
export function questionTable(stored: Questions) {
  const added = new Map<number, Rested>();
  let numbers: Map<string, number> | undefined;
  let length = stored.length;

  const at = (number: number): Rested | undefined => added.get(number) ?? stored.at(number);

  function storedNumbers(): Map<string, number> {
    const found = new Map<string, number>();
    for (let number = 0; number < stored.length; number++) {
      const each = at(number);
      if (each) found.set(identityOf(each), number);
    }
    return found;
  }

  return {
    at,
    /** The answer of a question is recognized by something else from now on. */
    replace: (number: number, rested: Rested): void => void added.set(number, rested),
    /** The number of a question and its answer, which may be a new one. */
    add(rested: Rested): number {
      numbers ??= storedNumbers();
      const identity = identityOf(rested);
      const number = numbers.get(identity) ?? length++;
      numbers.set(identity, number);
      added.set(number, rested);
      return number;
    },
  };
}

const identityOf = ({ name, key, id }: Rested): string => `${name}\0${key}\0${id}`;

/** Numbers the questions of some results anew, so that what a question rests on comes before it, and no others are left. */
export function compact(results: readonly KeptResult[], at: (number: number) => Rested | undefined): KeptResults {
  const places = new Map<number, number>();
  const kept: Rested[] = [];
  const placeOf = (number: number): number => {
    const known = places.get(number);
    if (known !== undefined) return known;
    const { rests, ...rested } = at(number)!;
    const own = rests && placesOf(rests);
    places.set(number, kept.length);
    return kept.push({ ...rested, ...(own && { rests: own }) }) - 1;
  };
  const placesOf = (spans: Spans): Spans => spansOf(numbersIn(spans).map(placeOf));
  const units = results.map((result) => ({ ...result, ground: placesOf(result.ground) }));
  return { ground: { length: kept.length, at: (number) => kept[number] }, units };
}
