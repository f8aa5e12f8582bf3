import type { Series } from '../../src/api';
import { figuresOf, schemaOf } from './figures';
import { type AgreementEvidence, type AgreementFigures, judgeAgreement } from './judge/agreement';
import { defineJudgement } from './judged';
import { drawn, figure, moment } from './words';

interface Subject {
  readonly primary: Series;
  readonly copy: Series;
}

const state = (value: number) => ({
  'example.yaml': 'name: demo\n',
  'outputs/run/trainer_state.json': `${JSON.stringify(
    {
      epoch: 1,
      global_step: 20,
      max_steps: 20,
      log_history: [
        { epoch: 0.5, loss: 2.1, eval_loss: 2.2, step: 10 },
        { epoch: 1, loss: 1.7, eval_loss: 1.9, step: 20 },
      ],
    },
    null,
    2,
  )}\n`,
  'outputs/run/all_results.json': `${JSON.stringify({ epoch: 1, eval_loss: value }, null, 2)}\n`,
});

export default defineJudgement<AgreementFigures, Subject, AgreementEvidence, 'differs'>({
  name: 'agreement',
  docs: {
    summary: 'Files of one run tell the same values',
    why: 'The CSV, the event file and the summary of a run record the same numbers. Where they differ, a file was edited, belongs to another run, or was overwritten by a second start, and neither can be trusted.',
    bad: state(0.9),
    good: state(1.9),
    references: ['MLPerf compliance checker'],
  },
  options: {
    schema: schemaOf({
      exact: { type: 'number', minimum: 0 },
      rounded: { type: 'number', minimum: 0 },
      means: { type: 'array', items: { type: 'string' } },
    }),
    defaults: figuresOf('agreement'),
  },
  messages: {
    differs:
      '{{name}} is {{theirs}} here{{moment}}, but {{ours}} in {{file}}. Find out which file belongs to this run, and remove the other.',
  },
  *subjects({ run }) {
    for (const copy of run.series) {
      const { copyOf } = copy;
      const primary =
        copyOf && run.series.find(({ name, file, role }) => role === 'primary' && name === copyOf.name && file === copyOf.file);
      if (primary && primary.file !== copy.file) yield { primary, copy };
    }
  },
  title: ({ copy }) => `${copy.name} in ${copy.file.split('/').at(-1)}`,
  judge: ({ primary, copy }, figures) => judgeAgreement(primary, copy, figures),
  report: ({ ours, theirs }, { primary, copy }) => ({
    message: 'differs',
    at: theirs.place,
    data: {
      name: copy.name,
      theirs: figure(theirs.value),
      ours: figure(ours.value),
      file: primary.file,
      moment: copy.kind === 'summary' ? '' : ` at ${moment(theirs, copy)}`,
    },
    related: [{ message: `${primary.name} there`, at: ours.place }],
    evidence: { series: copy.name, here: theirs.value, there: ours.value, step: theirs.step },
    sparkline: drawn(primary),
  }),
});
