import { defineRule } from '../../../src/api';
import { endOf, type Plans } from '../endings';
import { plansOptions } from '../plans';

const lightning = (rows: string) => ({
  'example.yaml': 'name: demo\n',
  'lightning_logs/version_0/metrics.csv': `epoch,step,train_loss
${rows}`,
});

export default defineRule<'run', Plans, 'empty'>({
  name: 'empty',
  scope: 'run',
  docs: {
    summary: 'A run logged values',
    why: "A log without a single value comes from a run that ended before its first step. Logs that people read are not judged: they may give values in a form that cvl can't read.",
    bad: [{ wrong: 'The table has a header and no rows.', sample: lightning('') }],
    good: lightning('0,10,2.1\n'),
  },
  options: plansOptions,
  messages: {
    empty:
      'This log has no values, so the run ended before it wrote the first one. Unless it is still running, look at the output of its start, and start it again.',
  },
  async *check(target, { options }) {
    const { run } = target;
    const main = run.files.find(({ reader }) => /\/(csv|state)$/.test(reader));
    if (main === undefined || run.problems.length > 0 || run.errors.length > 0) return;
    // How it ended is left to `runs/unfinished`.
    if (run.series.some(({ count }) => count > 0) || (await endOf(target, options)) !== undefined) return;
    yield { message: 'empty', at: { file: main.path }, evidence: { status: run.status, planned: run.planned } };
  },
});
