import type { Rule, Sample } from '../../../src/api';
import { lintSample, pointedAt, type SampleOptions } from '../../../src/testing';

/** Each finding as message id, the text that it points at, and the message. With several rules, their names come before the ids. */
export async function report(rules: Rule | readonly Rule[], sample: Sample, options: SampleOptions = {}) {
  const found: (readonly [id: string, word: string, message: string])[] = [];
  for (const rule of 'name' in rules ? [rules] : rules) {
    const result = await lintSample(rule, sample, options);
    for (const finding of result.findings) {
      const id = 'name' in rules ? finding.messageId : `${rule.name} ${finding.messageId}`;
      found.push([id, pointedAt(result, finding), finding.message]);
    }
  }
  return found;
}

/** The findings as message id and the text that they point at. */
export const words = async (rules: Rule | readonly Rule[], sample: Sample, options?: SampleOptions) =>
  (await report(rules, sample, options)).map(([id, word]) => [id, word]);

/** A script in the example's folder that knows where it is: DIR and ROOT. */
export const script = (...lines: string[]): string =>
  ['#!/bin/bash', 'DIR="$(cd "$(dirname "$0")" && pwd)"', 'ROOT="$(cd "$DIR/../.." && pwd)"', ...lines, ''].join('\n');
