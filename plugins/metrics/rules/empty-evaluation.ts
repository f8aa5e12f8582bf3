import { causes, type Point, type Run, type Series } from '../../../src/api';
import { primarySeries } from '../curves';
import { judgeEvaluation } from '../judge/finite';
import { fail, pass, unknown, type Verdict } from '../judge/verdict';
import { defineJudgment } from '../judged';
import { groupOf, names, optionsFrom } from '../options';
import { detection, table } from '../samples';
import { codeList, drawn, figure, moment } from '../words';

interface Options {
  readonly metrics: readonly string[];
  readonly coco: readonly string[];
}

interface Subject {
  readonly run: Run;
  readonly all: readonly { readonly series: Series; readonly isCoco: boolean }[];
}

interface Evidence {
  readonly series: Series;
  readonly point: Point;
  /** Further metrics that say the same of the same evaluation. */
  readonly others: readonly Series[];
}

export default defineJudgment<Options, Subject, Evidence, 'nan' | 'no-annotations'>({
  name: 'empty-evaluation',
  docs: {
    summary: 'An evaluation has something to evaluate',
    why: "A mean over no samples is NaN, and COCO's evaluation writes -1 where it finds no annotation. The number then says nothing about the model. NaN or -1 of a single class or size is normal, and isn't reported.",
    bad: [
      {
        wrong: 'The accuracy of an empty evaluation set is NaN.',
        sample: table('step,train_loss,val_acc', [0, 2.31, 0.1], [10, 1.94, 'nan']),
      },
      { wrong: 'No annotation was found, so mAP is -1.', sample: detection([-1, -1], [-1, -1]) },
    ],
    good: detection([0.31, 0.121], [0.44, 0.244]),
    references: ['pycocotools, COCOeval.summarize'],
  },
  options: optionsFrom<Options>(
    groupOf('empty-evaluation', {
      metrics: names('Metrics that are NaN where nothing was evaluated.'),
      coco: names('Metrics that are -1 where nothing was evaluated.'),
    }),
  ),
  messages: {
    nan: "`{{name}}` is {{value}} at {{moment}}, so the evaluation had nothing to measure.{{others}} Check that the evaluation set isn't empty, and that its labels are the ones predicted.",
    'no-annotations':
      "`{{name}}` is -1 at {{moment}}, which COCO's evaluation writes where it finds no annotation.{{others}} Check the annotation file and its category ids.",
  },
  *subjects(target, { metrics, coco }) {
    const all = primarySeries(target).filter(({ component }) => component === undefined);
    const judged = all
      .map((series) => ({ series, isCoco: coco.includes(series.metric ?? '') }))
      .filter(({ series, isCoco }) => (isCoco || metrics.includes(series.metric ?? '')) && !isTurnedOff(series, all));
    if (judged.length > 0) yield { run: target.run, all: judged };
  },
  title: ({ all }) => codeList(all.map(({ series }) => series.name)).replaceAll('`', ''),
  judge({ all }): Verdict<Evidence> {
    const verdicts = all.map(({ series, isCoco }) => ({ series, verdict: judgeEvaluation(series, isCoco) }));
    const [first, ...others] = verdicts.flatMap(({ series, verdict }) =>
      verdict.outcome === 'fail' ? [{ series, point: verdict.evidence }] : [],
    );
    if (first !== undefined) return fail({ ...first, others: others.map(({ series }) => series) });
    return verdicts.some(({ verdict }) => verdict.outcome === 'pass') ? pass : unknown('no finite value was logged');
  },
  report: ({ series, point, others }, { run }) => ({
    message: point.value === -1 ? 'no-annotations' : 'nan',
    at: point.place,
    data: {
      name: series.name,
      value: figure(point.value),
      moment: moment(point, series),
      others: others.length > 0 ? ` So ${others.length > 1 ? 'are' : 'is'} ${codeList(others.map(({ name }) => name))}.` : '',
    },
    ...(Number.isNaN(point.value) && { follows: causes.notFinite(run) }),
    evidence: { series: series.name, value: point.value, step: point.step, epoch: point.epoch },
    sparkline: drawn(series),
  }),
});

/** A metric of training that is never computed, as MXNet prints it, while the evaluation has it. */
const isTurnedOff = ({ split, metric, finiteCount }: Series, all: readonly Series[]): boolean =>
  split !== 'val' &&
  split !== 'test' &&
  finiteCount === 0 &&
  all.some((other) => other.metric === metric && other.finiteCount > 0);
