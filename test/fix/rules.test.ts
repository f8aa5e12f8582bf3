import type { Rule, Sample } from '../../src/api';
import type { Finding } from '../../src/api/finding';
import { badSamples } from '../../src/api/samples';
import { builtins } from '../../src/cli/builtin';
import { applyFixes } from '../../src/fix/edits';
import { lintSample } from '../../src/testing';

const rules = builtins.plugins.flatMap((plugin) =>
  (plugin.rules ?? []).map((rule) => ({ id: `${plugin.name}/${rule.name}`, rule })),
);
const fixing = rules.filter(({ rule }) => rule.fixes && rule.scope !== 'directives');

/** The sample with the fix of one finding applied. Paths from the root are written with a slash. */
async function fixed(rule: Rule, sample: Sample, finding: Finding) {
  const { text } = await lintSample(rule, sample);
  const { texts } = applyFixes([finding], text);
  const files = typeof sample === 'string' ? {} : sample;
  const changed = Object.fromEntries(
    [...texts].map(([path, content]) => [path.startsWith('examples/demo/') ? path.slice(14) : `/${path}`, content]),
  );
  const merged: { [path: string]: unknown } = { ...files };
  for (const [path, content] of Object.entries(changed)) {
    const before = merged[path];
    merged[path] = typeof before === 'object' ? { ...before, text: content } : content;
  }
  return lintSample(
    rule,
    typeof sample === 'string' && Object.keys(changed).length === 1 ? Object.values(changed)[0]! : (merged as Sample),
  );
}

test.each(fixing)('what $id fixes in its samples is no longer found', async ({ rule }) => {
  let count = 0;
  for (const { sample } of badSamples(rule.docs)) {
    const { findings } = await lintSample(rule, sample);
    for (const finding of findings.filter(({ fix }) => fix)) {
      count++;
      const after = await fixed(rule, sample, finding);
      expect(after.findings.map(({ message }) => message)).not.toContain(finding.message);
      expect(after.crashed).toBe(false);
    }
  }
  expect(count).toBeGreaterThan(0);
});
