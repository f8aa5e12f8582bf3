import { defineRule, quoteForShell } from '../../../src/api';
import { count } from '../words';

const log = `step 10 loss: 2.1
step 20 loss: 1.9
`;

export default defineRule<'run', Record<string, never>, 'one' | 'several'>({
  name: 'tracked',
  scope: 'run',
  precision: 'very-high',
  docs: {
    summary: 'Logs of runs are not committed',
    why: "Logs grow with every run, and git keeps them forever; they also contain host names, paths, and user names. A log that .gitignore keeps by a pattern such as `!logs/train.log` is committed on purpose, as evidence of a result, and isn't reported. Weights are left to files/no-artifacts.",
    bad: [
      {
        wrong: 'The log is committed.',
        sample: { 'example.yaml': 'name: demo\n', 'logs/train.log': { text: log, tracked: true } },
      },
      {
        wrong: 'The log and the settings of a run are committed.',
        sample: {
          'example.yaml': 'name: demo\n',
          'lightning_logs/version_0/metrics.csv': 'epoch,step,train_loss\n0,10,2.1\n',
          'lightning_logs/version_0/hparams.yaml': 'lr: 0.1\n',
        },
      },
    ],
    good: [
      { 'example.yaml': 'name: demo\n', 'logs/train.log': { text: log, tracked: false } },
      {
        'example.yaml': 'name: demo\n',
        '.gitignore': `logs/*
!logs/train.log
`,
        'logs/train.log': { text: log, tracked: true },
      },
    ],
    references: ['Training Pipeline Verification, “Log File Locations”'],
  },
  messages: {
    one: 'The log of a run is committed. Run `git rm --cached {{path}}`, and add its folder to .gitignore.',
    several:
      'The log of a run is committed, along with {{others}} of it. Run `git rm --cached {{path}}`, do the same for the rest, and add their folder to .gitignore.',
  },
  *check({ run, repository, example }) {
    // Outside examples, runs are kept as a record of results.
    if (!repository.git || example === undefined) return;
    const tracked = run.files.filter(({ path }) => repository.entry(path)?.tracked === true && !repository.isKept(path));
    const [first] = tracked;
    if (first === undefined) return;
    yield {
      message: tracked.length > 1 ? 'several' : 'one',
      at: { file: first.path },
      data: { path: quoteForShell([first.path]), others: count(tracked.length - 1, 'more file') },
      evidence: { files: tracked.map(({ path }) => path) },
    };
  },
});
