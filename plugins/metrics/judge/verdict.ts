/** What a judgement says of a measurement: sound, not sound with the evidence, or that there is too little to say. */
export type Verdict<Evidence> =
  | { readonly outcome: 'pass' }
  | { readonly outcome: 'fail'; readonly evidence: Evidence }
  | { readonly outcome: 'unknown'; readonly because: string };

export const pass: Verdict<never> = { outcome: 'pass' };
export const fail = <Evidence>(evidence: Evidence): Verdict<Evidence> => ({ outcome: 'fail', evidence });
export const unknown = (because: string): Verdict<never> => ({ outcome: 'unknown', because });
