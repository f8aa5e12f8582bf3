import type { Rule, Sample } from '../../../src/api';
import { lintSample, pointedAt, type SampleOptions } from '../../../src/testing';

/** Each finding as message id, the text that it points at, and the message. */
export async function report(rule: Rule, sample: Sample, options: SampleOptions = {}) {
  const result = await lintSample(rule, sample, options);
  return result.findings.map((finding) => [finding.messageId, pointedAt(result, finding), finding.message] as const);
}

/** A script in the example's folder that knows where it lies: DIR and ROOT. */
export const script = (...lines: string[]): string =>
  ['#!/bin/bash', 'DIR="$(cd "$(dirname "$0")" && pwd)"', 'ROOT="$(cd "$DIR/../.." && pwd)"', ...lines, ''].join('\n');
