/** What a judgment says of a measurement: it passes, it fails with the evidence, or there is too little to say. */
export type Verdict<Evidence> =
  | { readonly outcome: 'pass' }
  | { readonly outcome: 'fail'; readonly evidence: Evidence }
  | { readonly outcome: 'unknown'; readonly because: string };

export const pass: Verdict<never> = { outcome: 'pass' };
export const fail = <Evidence>(evidence: Evidence): Verdict<Evidence> => ({ outcome: 'fail', evidence });
export const unknown = (because: string): Verdict<never> => ({ outcome: 'unknown', because });

/** The same verdict where its evidence is meant; a failure for another reason passes, as another rule reports it. */
export const failOnly = <Evidence>(verdict: Verdict<Evidence>, isMeant: (evidence: Evidence) => boolean): Verdict<Evidence> =>
  verdict.outcome === 'fail' && !isMeant(verdict.evidence) ? pass : verdict;
