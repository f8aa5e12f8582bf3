import type { Rule, Sample } from '../../../src/api';
import { lintSample, pointedAt, type SampleOptions } from '../../../src/testing';

/** Each finding as its file in the example, message id, and the text that it points at. */
export async function report(rule: Rule, sample: Sample, options: SampleOptions = {}) {
  const result = await lintSample(rule, sample, options);
  return result.findings.map((finding) => [
    finding.at.file.replace('examples/demo/', ''),
    finding.messageId,
    pointedAt(result, finding),
  ]);
}

/** What each message puts in backticks: names, and what to write. */
export const quoted = async (rule: Rule, sample: Sample, options: SampleOptions = {}) =>
  (await lintSample(rule, sample, options)).findings.map(({ message }) =>
    [...message.matchAll(/`([^`]+)`/g)].map(([, text]) => text),
  );

export const script = '#!/bin/bash\ndocker run demo\n';
