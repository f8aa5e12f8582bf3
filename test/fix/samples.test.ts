import type { Rule, Sample } from '../../src/api/rule';
import { badSamples } from '../../src/api/samples';
import { builtins } from '../../src/cli/builtin';
import { applyFixes } from '../../src/fix/edits';
import { fixable } from '../../src/fix/lint-and-fix';
import { lintSample, type SampleOptions } from '../../src/testing';
import { sampleFiles } from '../../src/testing/samples';

/** A fix can make another one possible, as where two are about one word. */
const mostRounds = 3;

/** Fixes a sample until nothing is left to fix. Gives the files that a further `--fix` would change, and whether there was a fix. */
async function changedAgain(rule: Rule, sample: Sample, options: SampleOptions) {
  let files = fromRoot(sampleFiles(sample, rule.scope));
  for (let round = 0; ; round++) {
    const { findings, text } = await lintSample(rule, files, options);
    const { texts } = applyFixes(fixable(findings, { unsafe: true }), text);
    if (texts.size === 0 || round === mostRounds) return { again: [...texts.keys()], wasFixed: round > 0 };
    files = { ...files, ...fromRoot(Object.fromEntries(texts)) };
  }
}

/** Paths in samples that begin with a slash are from the root. */
const fromRoot = <File>(files: { readonly [path: string]: File }): { readonly [path: string]: File } =>
  Object.fromEntries(Object.entries(files).map(([path, file]) => [`/${path}`, file]));

test.each(builtins.plugins.map((plugin) => [plugin.name, plugin] as const))(
  'when the bad samples of %s/* are fixed, a second --fix changes nothing',
  async (name, { rules = [] }) => {
    const again: string[] = [];
    const unfixed = new Set(rules.filter((each) => each.fixable || each.fixes));
    for (const rule of [...unfixed])
      for (const { sample } of badSamples(rule.docs)) {
        const options = { plugin: name, beside: rule.scope === 'directives' ? builtins.plugins : [] };
        const after = await changedAgain(rule, sample, options);
        again.push(...after.again.map((file) => `${rule.name}: ${file}`));
        if (after.wasFixed) unfixed.delete(rule);
      }
    expect({ again, unfixed: [...unfixed].map((rule) => rule.name) }).toEqual({ again: [], unfixed: [] });
  },
);
