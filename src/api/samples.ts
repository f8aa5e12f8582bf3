import type { BadSample, Documentation, Sample } from './rule';

/** The bad samples, each with the sentence that says what is wrong with it, if there is one. */
export function badSamples({ bad }: Pick<Documentation, 'bad'>): readonly { readonly wrong?: string; readonly sample: Sample }[] {
  const all = (Array.isArray(bad) ? bad : [bad]) as readonly (Sample | BadSample)[];
  return all.map((each) => (isDescribed(each) ? each : { sample: each }));
}

const isDescribed = (sample: Sample | BadSample): sample is BadSample =>
  typeof sample === 'object' && 'wrong' in sample && typeof sample.wrong === 'string' && 'sample' in sample;

/** The good samples, as a list. */
export const goodSamples = ({ good }: Pick<Documentation, 'good'>): readonly Sample[] =>
  (Array.isArray(good) ? good : [good]) as readonly Sample[];
