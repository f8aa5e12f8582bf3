import type { Rule, Sample } from '../../../src/api';
import { findings } from '../../../src/testing';

export const example = { 'example.yaml': 'name: demo\n' };

/** The ids of the messages of one rule about an example with such files. */
export const reported = async (rule: Rule, files: Exclude<Sample, string>): Promise<string[]> =>
  (await findings(rule, { ...example, ...files })).map(({ messageId }) => messageId);
