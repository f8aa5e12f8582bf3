import error from '../../../plugins/runs/rules/error';
import loggedError from '../../../plugins/runs/rules/logged-error';
import unfinished from '../../../plugins/runs/rules/unfinished';
import type { Sample } from '../../../src/api';
import { findings, lintSample, pointedAt } from '../../../src/testing';
import { example, reported } from './report';

describe('runs/error', () => {
  const log = (end: string): Sample => ({ ...example, 'logs/train.log': `step 1 loss: 2\nstep 2 loss: 1.9\n${end}` });

  test.each([
    ['torch.cuda.OutOfMemoryError: CUDA out of memory. Tried to allocate 2 GiB', 'Halve BATCH_SIZE and double GRAD_ACCUM'],
    ["ModuleNotFoundError: No module named 'cvlization'", 'set `PYTHONPATH=/cvlization_repo`'],
    ["ModuleNotFoundError: No module named 'timm'", 'requirements.txt'],
    ['RuntimeError: CUDA error: device-side assert triggered', 'out of range for the number of classes'],
    ['OSError: [Errno 28] No space left on device', 'disk_gb'],
  ])('%s comes with its remedy', async (line, remedy) => {
    const sample = log(`Traceback (most recent call last):\n  File "train.py", line 3, in <module>\n    main()\n${line}\n`);
    const result = await lintSample(error, sample);
    expect(result.findings).toHaveLength(1);
    expect(result.findings[0]?.message).toContain(remedy);
    expect(pointedAt(result, result.findings[0]!)).toBe(line);
    expect(result.findings[0]?.related).toMatchObject([{ at: { line: 3 } }]);
  });

  test('one that the run went on after is left to runs/logged-error; the same from many ranks is reported once', async () => {
    const report = 'Traceback (most recent call last):\n  File "a.py", line 1, in f\nValueError: rank 0 is bad\n';
    const survived = { 'logs/train.log': `step 1 loss: 2\n${report}step 2 loss: 1.9\nstep 3 loss: 1.8\n` };
    expect(await reported(error, survived)).toEqual([]);
    expect(await reported(loggedError, survived)).toEqual(['survived']);
    const ranks = [0, 1, 2, 3].map((rank) => report.replace('rank 0', `rank ${rank}`)).join('');
    const found = await findings(error, log(ranks));
    expect(found).toMatchObject([{ messageId: 'died', evidence: { times: 4 } }]);
    expect(await findings(loggedError, log(ranks))).toEqual([]);
  });

  test('one that ended an earlier attempt in the same log is no error of this run', async () => {
    const begin = 'Namespace(data=coco, depth=50)\nloading annotations of the training set\n';
    const failed = `${begin}Traceback (most recent call last):\n  File "a.py", line 1, in f\nFileNotFoundError: no such file: train.json\n`;
    const epochs = 'epoch 1 loss: 2.1\nepoch 2 loss: 1.9\nepoch 3 loss: 1.8\n';
    expect(await reported(loggedError, { 'logs/train.log': `${failed}${failed}${begin}${epochs}` })).toEqual(['attempt']);
    expect(await reported(loggedError, { 'logs/train.log': `${failed}${epochs}` })).toEqual(['survived']);
    expect(await reported(error, { 'logs/train.log': `${begin}${epochs}${failed}` })).toEqual(['died']);
  });

  test('being canceled or interrupted is not a fault of the run: it is left to runs/unfinished', async () => {
    const stop = 'Traceback (most recent call last):\n  File "a.py", line 1, in f\nKeyboardInterrupt\n';
    for (const rule of [error, loggedError]) expect(await findings(rule, log(stop))).toEqual([]);
    expect(await findings(unfinished, log(stop))).toMatchObject([
      { messageId: 'interrupted', message: expect.stringContaining('stopped by hand after 2 steps') },
    ]);
  });
});
