import type { Series } from '../../src/api';
import { figuresOf, schemaOf } from './figures';
import { type AgreementEvidence, type AgreementFigures, judgeAgreement } from './judge/agreement';
import { fail, pass, type Verdict } from './judge/verdict';
import { defineJudgement } from './judged';
import { drawn, figure, list, moment } from './words';

interface Pair {
  readonly primary: Series;
  readonly copy: Series;
}

/** All that one file repeats of another. */
interface Subject {
  readonly file: string;
  readonly pairs: readonly Pair[];
}

interface Found extends AgreementEvidence {
  readonly pair: Pair;
  /** Names of further series that differ. */
  readonly others: readonly string[];
}

const twice = (closing: number) => ({
  'example.yaml': 'name: demo\n',
  'wandb/run-20250301_100000-a1b2c3d4/files/output.log': 'step 10 loss: 2.1\nstep 20 loss: 1.7\nstep 30 loss: 1.4\n',
  'wandb/run-20250301_100000-a1b2c3d4/files/wandb-summary.json': `${JSON.stringify({ loss: closing, _step: 30, _runtime: 60, _timestamp: 1740823260 })}\n`,
});

export default defineJudgement<AgreementFigures, Subject, Found, 'differs'>({
  name: 'agreement',
  docs: {
    summary: 'Files of one run tell the same values',
    why: 'The CSV, the event file and the summary of a run record the same numbers. Where they differ, a file was edited, belongs to another run, or was overwritten by a second start, and neither can be trusted.',
    bad: twice(0.9),
    good: twice(1.4),
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
      '{{name}} is {{theirs}} here{{moment}}, but {{ours}} in {{file}}{{others}}. Find out which file belongs to this run, and remove the other.',
  },
  *subjects({ run }) {
    const byFile = new Map<string, Pair[]>();
    for (const copy of run.series) {
      const { copyOf, better } = copy;
      const primary =
        copyOf && run.series.find(({ name, file, role }) => role === 'primary' && name === copyOf.name && file === copyOf.file);
      // Times and throughput are measured anew by whoever writes them.
      if (primary === undefined || primary.file === copy.file || better === undefined) continue;
      byFile.set(copy.file, [...(byFile.get(copy.file) ?? []), { primary, copy }]);
    }
    for (const [file, pairs] of byFile) yield { file, pairs };
  },
  title: ({ file }) => file.split('/').at(-1) ?? file,
  judge: ({ pairs }, figures) => judgeAll(pairs, figures),
  report: ({ ours, theirs, pair: { primary, copy }, others }) => ({
    message: 'differs',
    at: theirs.place,
    data: {
      name: copy.name,
      theirs: figure(theirs.value),
      ours: figure(ours.value),
      file: primary.file,
      moment: copy.kind === 'summary' ? '' : ` at ${moment(theirs, copy)}`,
      others: others.length > 0 ? `, and ${list(others)} ${others.length === 1 ? 'differs' : 'differ'} too` : '',
    },
    related: [{ message: `${primary.name} there`, at: ours.place }],
    evidence: { series: copy.name, here: theirs.value, there: ours.value, step: theirs.step, others },
    sparkline: drawn(primary),
  }),
});

function judgeAll(pairs: readonly Pair[], figures: AgreementFigures): Verdict<Found> {
  const verdicts = pairs.map((pair) => ({ pair, verdict: judgeAgreement(pair.primary, pair.copy, figures) }));
  const differing = verdicts.flatMap(({ pair, verdict }) => (verdict.outcome === 'fail' ? [{ pair, ...verdict.evidence }] : []));
  const [first, ...others] = differing;
  if (first !== undefined) return fail({ ...first, others: others.map(({ pair }) => pair.copy.name) });
  return verdicts.some(({ verdict }) => verdict.outcome === 'pass') ? pass : (verdicts[0]?.verdict as Verdict<never>);
}
