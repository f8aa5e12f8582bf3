import { defineRule, nameOf } from '../../../src/api';
import { count } from '../words';

export default defineRule<'run', Record<string, never>, 'tracked'>({
  name: 'tracked',
  scope: 'run',
  precision: 'very-high',
  docs: {
    summary: 'Logs of runs are not committed',
    why: 'Logs grow with every run and are kept by git for ever; they also tell host names, paths and user names. A log that .gitignore keeps by a pattern of its own, such as `!logs/train.log`, is committed on purpose, as evidence of a result, and is not told. Weights are told by files/no-artifacts.',
    bad: { 'example.yaml': 'name: demo\n', 'logs/train.log': { text: 'step 10 loss: 2.1\nstep 20 loss: 1.9\n', tracked: true } },
    good: [
      {
        'example.yaml': 'name: demo\n',
        'logs/train.log': { text: 'step 10 loss: 2.1\nstep 20 loss: 1.9\n', tracked: false },
      },
      {
        'example.yaml': 'name: demo\n',
        '.gitignore': 'logs/*\n!logs/train.log\n',
        'logs/train.log': { text: 'step 10 loss: 2.1\nstep 20 loss: 1.9\n', tracked: true },
      },
    ],
    references: ['Training Pipeline Verification, “Log File Locations”'],
  },
  messages: {
    tracked:
      'The log of a run is committed{{others}}. Take it out of git (git rm --cached {{name}}) and name its folder in .gitignore.',
  },
  *check({ run, repository, example }) {
    // Outside examples, runs are kept as a record of results.
    if (!repository.git || example === undefined) return;
    const tracked = run.files.filter(({ path }) => repository.entry(path)?.tracked === true && !repository.isKept(path));
    const first = tracked[0];
    if (first === undefined) return;
    const others = tracked.length > 1 ? `, with ${count(tracked.length - 1, 'more file')} of it` : '';
    yield {
      message: 'tracked',
      at: { file: first.path },
      data: { name: nameOf(first.path), others },
      evidence: { files: tracked.map(({ path }) => path) },
    };
  },
});
