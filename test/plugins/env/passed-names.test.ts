import passedNames from '../../../plugins/env/rules/passed-names';
import { launch, words } from './sample';

const reads = (name: string): string => `import os\nprint(os.environ.get("${name}", "10"))\n`;

test('the code reads nearly the same name', async () => {
  const python = reads('WARMUP_STEPS');
  expect(await words(passedNames, launch('--env WARMUP_STEP=5', python))).toEqual([['launch', 'WARMUP_STEP']]);
  expect(await words(passedNames, launch('--env WARMUP_STEP=5 --env WARMUP_STEPS=5', python))).toEqual([]);
  expect(await words(passedNames, launch('--env WARMUP_STAGE=5', python))).toEqual([]);
  const readme = { ...launch('--env WARMUP_STEP=5', python), 'README.md': 'Set WARMUP_STEP.\n' };
  expect(await words(passedNames, readme)).toEqual([['launch', 'WARMUP_STEP']]);
  const other = { ...launch('--env WARMUP_STEP=5', python), 'warm.py': 'import os\nos.environ["WARMUP_STEP"]\n' };
  expect(await words(passedNames, other)).toEqual([]);
});

test('one name starts the other', async () => {
  expect(await words(passedNames, launch('--env WARMUP=5', reads('WARMUP_STEPS')))).toEqual([['launch', 'WARMUP']]);
  expect(await words(passedNames, launch('--env WARMUP=5 --env WARMUP_STEPS=3', reads('WARMUP_STEPS')))).toEqual([]);
});

test('the name that all examples use is the one to read', async () => {
  expect(await words(passedNames, launch('--env GRAD_ACCUM=5', reads('GRAD_ACCUMULATION')))).toEqual([
    ['code', 'GRAD_ACCUMULATION'],
  ]);
});

test("a library's variable is not judged here", async () => {
  expect(await words(passedNames, launch('--env CUDA_VISIBLE_DEVICE=0', reads('CUDA_VISIBLE_DEVICES')))).toEqual([]);
});
