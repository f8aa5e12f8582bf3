import { join } from 'node:path';
import { builtins } from '../../../src/cli/builtin';
import { lint } from '../../../src/engine/lint';
import { openProject } from '../../../src/engine/project';

const zoo = join(__dirname, '../../fixtures/zoo');

/** Findings on metadata and files of the examples that people try first, by example: rule and message id. */
async function findingsByExample(): Promise<{ readonly [example: string]: readonly string[] }> {
  const project = await openProject({ builtins, cwd: zoo, paths: [] });
  const { findings } = await lint({ ...project, version: '0.0.0', today: '2025-12-01' });
  const byExample: { [example: string]: string[] } = {};
  for (const { rule, messageId, at } of findings) {
    if (!/^(?:example|files)\//.test(rule)) continue;
    const name = /examples\/\w+\/\w+\/([\w-]+)/.exec(at.file)?.[1] ?? at.file;
    byExample[name] = [...(byExample[name] ?? []), `${rule} ${messageId}`].sort();
  }
  return byExample;
}

test('the zoo shows what it is kept for', async () => {
  expect(await findingsByExample()).toEqual({
    'road-segmenter': ['example/syntax bracket'],
    'street-detector': [
      'example/capability-path differs',
      'example/name-format format',
      'example/preset-command-line arguments',
      'example/preset-executable notExecutable',
      'example/preset-shell notShell',
      'example/resource-range descending',
      'example/schema mismatch',
      'example/schema mismatch',
      'example/schema mismatch',
      'example/unknown-field replaced',
      'example/verification misplaced',
      'example/vocabulary synonym',
      'files/readme unnamed',
    ],
  });
});
