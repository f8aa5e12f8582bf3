import type { Finding } from '../../src/api/finding';
import type { Rule, Sample } from '../../src/api/rule';
import { type CheckForm, compileCheck } from '../../src/declarative';
import { lintSample, pointedAt, type SampleOptions } from '../../src/testing';

const form = (more: Partial<CheckForm>): CheckForm => ({ on: 'metadata', message: 'found', ...more }) as CheckForm;

async function ruleOf(more: Partial<CheckForm>): Promise<Rule> {
  const compiled = await compileCheck('own', form(more));
  if ('mistakes' in compiled) throw new Error(compiled.mistakes.map(({ key, message }) => `${key} ${message}`).join('\n'));
  return compiled.rule;
}

/** `message @ text` for each finding, with the text that it points at. */
export async function findingsOf(more: Partial<CheckForm>, sample: Sample, options?: SampleOptions): Promise<string[]> {
  const result = await lintSample(await ruleOf(more), sample, options);
  return result.findings.map((finding: Finding) => `${finding.message} @ ${pointedAt(result, finding)}`);
}
