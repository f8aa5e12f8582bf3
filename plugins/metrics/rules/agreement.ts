import type { Series } from '../../../src/api';
import { figuresOf, schemaOf } from '../figures';
import { type AgreementEvidence, type AgreementFigures, judgeAgreement } from '../judge/agreement';
import { fail, pass, type Verdict } from '../judge/verdict';
import { defineJudgement } from '../judged';
import { count, drawn, figure, list, moment } from '../words';

interface Pair {
  readonly primary: Series;
  readonly copy: Series;
}

/** All that one file repeats of another; files whose names differ in their numbers only are one subject, as event files of many starts. */
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
      '{{name}} is {{theirs}} here{{moment}}, but {{ours}} in {{file}}{{others}}{{more}}. Find out which file belongs to this run, and remove the other.',
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
    message: 'differs',
    at: theirs.place,
    data: {
      name: copy.name,
      theirs: figure(theirs.value),
      ours: figure(ours.value),
      file: primary.file,
      moment: copy.kind === 'summary' ? '' : ` at ${moment(theirs, copy)}`,
      others: others.length > 0 ? `, and ${list(others)} ${others.length === 1 ? 'differs' : 'differ'} too` : '',
      more: more > 0 ? `; ${count(more, 'more file')} ${more === 1 ? 'differs' : 'differ'} from it as well` : '',
    },
    related: [{ message: `${primary.name} there`, at: ours.place }],
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
