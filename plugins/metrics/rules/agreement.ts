import type { Series } from '../../../src/api';
import { type AgreementEvidence, type AgreementFigures, judgeAgreement } from '../judge/agreement';
import { fail, pass, type Verdict } from '../judge/verdict';
import { defineJudgment } from '../judged';
import { groupOf, names, number, optionsFrom } from '../options';
import { codeList, count, drawn, figure, moment } from '../words';

interface Pair {
  readonly primary: Series;
  readonly copy: Series;
}

/** All that one file repeats of another; files whose names differ only in numbers are one subject, as event files of many starts. */
interface Subject {
  readonly files: readonly { readonly file: string; readonly pairs: readonly Pair[] }[];
}

interface Found extends AgreementEvidence {
  readonly pair: Pair;
  /** Names of further series that differ. */
  readonly others: readonly string[];
  /** Further files that differ. */
  readonly more: number;
}

const twice = (closing: number) => ({
  'example.yaml': 'name: demo\n',
  'wandb/run-20250301_100000-a1b2c3d4/files/output.log': `step 10 loss: 2.1
step 20 loss: 1.7
step 30 loss: 1.4
`,
  'wandb/run-20250301_100000-a1b2c3d4/files/wandb-summary.json': `{"loss": ${closing}, "_step": 30, "_runtime": 60, "_timestamp": 1740823260}
`,
});

export default defineJudgment<AgreementFigures, Subject, Found, 'differs' | 'closing'>({
  name: 'agreement',
  docs: {
    summary: 'The files of one run agree on its values',
    why: 'The CSV, the event file, and the summary of a run record the same numbers. Where they differ, a file was edited, belongs to another run, or was overwritten by a second start, and neither can be trusted.',
    bad: [
      { wrong: 'The log ends with a loss of 1.4, and the summary has 0.9.', sample: twice(0.9) },
      {
        wrong: 'The two CSV files have different losses at step 20.',
        sample: {
          'example.yaml': 'name: demo\n',
          'lightning_logs/version_0/metrics.csv': `step,train_loss
10,2.1
20,1.7
30,1.4
`,
          'lightning_logs/version_0/history.csv': `step,train_loss
10,2.1
20,0.4
30,1.4
`,
        },
      },
    ],
    good: twice(1.4),
    references: ['MLPerf compliance checker'],
  },
  options: optionsFrom<AgreementFigures>(
    groupOf('agreement', {
      exact: number('Relative difference that two records of one value may have.'),
      rounded: number('The same, where one of them has fewer digits.'),
      means: names('Closing values that are means over the run, which no curve repeats.'),
    }),
  ),
  messages: {
    differs:
      'The files of this run disagree: at {{moment}}, `{{name}}` is {{theirs}} here and {{ours}} in {{file}}.{{others}}{{more}} Find out which file belongs to this run, and remove the other.',
    closing:
      'The files of this run disagree: the final `{{name}}` is {{theirs}} here and {{ours}} in {{file}}.{{others}}{{more}} Find out which file belongs to this run, and remove the other.',
  },
  *subjects({ run }) {
    const byFile = new Map<string, Pair[]>();
    for (const copy of run.series) {
      const { copyOf, better } = copy;
      const primary =
        copyOf && run.series.find(({ name, file, role }) => role === 'primary' && name === copyOf.name && file === copyOf.file);
      // Times and throughput are measured anew by each writer.
      if (primary === undefined || primary.file === copy.file || better === undefined) continue;
      byFile.set(copy.file, [...(byFile.get(copy.file) ?? []), { primary, copy }]);
    }
    const alike = new Map<string, { file: string; pairs: Pair[] }[]>();
    for (const [file, pairs] of byFile) {
      const name = file.replace(/\d+/g, '#');
      alike.set(name, [...(alike.get(name) ?? []), { file, pairs }]);
    }
    for (const files of alike.values()) yield { files };
  },
  title: ({ files: [first] }) => first?.file.split('/').at(-1) ?? '',
  judge: ({ files }, figures) => judgeFiles(files, figures),
  report: ({ ours, theirs, pair: { primary, copy }, others, more }) => ({
    message: copy.kind === 'summary' ? 'closing' : 'differs',
    at: theirs.place,
    data: {
      name: copy.name,
      theirs: figure(theirs.value),
      ours: figure(ours.value),
      file: primary.file,
      moment: moment(theirs, copy),
      others: others.length > 0 ? ` ${codeList(others)} ${others.length === 1 ? 'differs' : 'differ'} too.` : '',
      more: more > 0 ? ` ${count(more, 'more file')} ${more === 1 ? 'differs' : 'differ'} as well.` : '',
    },
    related: [{ message: `The other file has ${primary.name} here.`, at: ours.place }],
    evidence: { series: copy.name, here: theirs.value, there: ours.value, step: theirs.step, others, more },
    sparkline: drawn(primary),
  }),
});

function judgeFiles(files: Subject['files'], figures: AgreementFigures): Verdict<Found> {
  const verdicts = files.map(({ pairs }) => judgeAll(pairs, figures));
  const [first, ...others] = verdicts.flatMap((verdict) => (verdict.outcome === 'fail' ? [verdict.evidence] : []));
  if (first !== undefined) return fail({ ...first, more: others.length });
  return verdicts.find(({ outcome }) => outcome === 'pass') ?? verdicts[0]!;
}

function judgeAll(pairs: readonly Pair[], figures: AgreementFigures): Verdict<Found> {
  const verdicts = pairs.map((pair) => ({ pair, verdict: judgeAgreement(pair.primary, pair.copy, figures) }));
  const differing = verdicts.flatMap(({ pair, verdict }) => (verdict.outcome === 'fail' ? [{ pair, ...verdict.evidence }] : []));
  const [first, ...others] = differing;
  if (first !== undefined) return fail({ ...first, others: others.map(({ pair }) => pair.copy.name), more: 0 });
  return verdicts.some(({ verdict }) => verdict.outcome === 'pass') ? pass : (verdicts[0]?.verdict as Verdict<never>);
}
