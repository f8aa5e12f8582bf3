import { defineRule } from '../../../src/api';
import { endOf, type Plans } from '../endings';
import { hasOnlySettings, type Layouts, layoutOf, layoutsSchema, layoutsTable } from '../layouts';
import { planProperties, plansOptions } from '../plans';

const lightning = (rows: string) => ({
  'example.yaml': 'name: demo\n',
  'lightning_logs/version_0/metrics.csv': `epoch,step,train_loss
${rows}`,
});

export default defineRule<'run', Plans & Layouts, 'empty' | 'unlogged'>({
  name: 'empty',
  scope: 'run',
  docs: {
    summary: 'A run logged values',
    why: "A log without a single value comes from a run that ended before its first step. Logs that people read are not judged: they may give values in a form that cvl can't read.",
    bad: [
      { wrong: 'The table has a header and no rows.', sample: lightning('') },
      {
        wrong: 'The run has settings, and no metric.',
        sample: { 'example.yaml': 'name: demo\n', 'lightning_logs/version_0/hparams.yaml': 'lr: 0.1\n' },
      },
    ],
    good: lightning('0,10,2.1\n'),
  },
  options: {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: { ...planProperties, layouts: layoutsSchema },
    },
    tables: { ...plansOptions.tables, layouts: layoutsTable },
  },
  messages: {
    empty:
      'This log has no values, so the run ended before it wrote the first one. Unless it is still running, look at the output of its start, and start it again.',
    unlogged: 'This run left its settings, but no metric: it logged nothing, or ended before its first step. {{remedy}}',
  },
  async *check(target, { options }) {
    const { run } = target;
    const main = run.files.find(({ reader }) => /\/(csv|state)$/.test(reader));
    const [first] = run.files;
    // Of a table without a row, it is the table that is empty.
    if (main === undefined && first !== undefined && hasOnlySettings(run)) {
      const remedy = layoutOf(run, options.layouts)?.unlogged ?? 'Log at least one metric.';
      yield { message: 'unlogged', at: { file: first.path }, data: { remedy }, evidence: { settings: run.config.length } };
      return;
    }
    if (main === undefined || run.problems.length > 0 || run.errors.length > 0) return;
    // How it ended is left to `runs/unfinished`.
    if (run.series.some(({ count }) => count > 0) || (await endOf(target, options)) !== undefined) return;
    yield { message: 'empty', at: { file: main.path }, evidence: { status: run.status, planned: run.planned } };
  },
});
