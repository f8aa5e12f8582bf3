import type { Rule, Sample } from '../../../src/api';
import { lintSample, pointedAt, type SampleOptions } from '../../../src/testing';

/** Each finding as its message id and the text that it points at. */
export async function report(rule: Rule, sample: Sample, options: SampleOptions = {}) {
  const result = await lintSample(rule, sample, options);
  return result.findings.map((finding) => [finding.messageId, pointedAt(result, finding)]);
}

/** What each message puts in backticks at its end: what to write. */
export const advised = async (rule: Rule, sample: Sample, options: SampleOptions = {}) =>
  (await lintSample(rule, sample, options)).findings.map(({ message }) => [...message.matchAll(/`([^`]+)`/g)].at(-1)?.[1]);
