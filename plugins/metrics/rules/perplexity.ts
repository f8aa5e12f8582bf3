import type { Series } from '../../../src/api';
import { primarySeries } from '../curves';
import { figuresOf, schemaOf } from '../figures';
import { judgePerplexity, type PerplexityEvidence, type PerplexityFigures } from '../judge/perplexity';
import { defineJudgement } from '../judged';
import { table } from '../samples';
import { drawn, figure, moment } from '../words';

interface Subject {
  readonly perplexity: Series;
  readonly loss: Series;
  /** What else was logged in the same way. */
  readonly others: readonly Series[];
}

export default defineJudgement<PerplexityFigures, Subject, PerplexityEvidence, 'differs' | 'base'>({
  name: 'perplexity',
  docs: {
    summary: 'The perplexity is exp of the loss',
    why: 'Perplexity says the same as the cross entropy, as a number of choices: exp(loss) with the natural logarithm. Where the two disagree, one of them is of other data, of other tokens, or in another base, and can’t be compared with published figures.',
    bad: table('step,val_loss,val_perplexity', [0, 3.0, 8.0], [10, 2.0, 4.0], [20, 1.5, 2.828]),
    good: table('step,val_loss,val_perplexity', [0, 3.0, 20.09], [10, 2.0, 7.39], [20, 1.5, 4.48]),
    references: ['Training Pipeline Verification, “Language Models”'],
  },
  options: {
    schema: schemaOf({ below: { type: 'number', minimum: 0 }, above: { type: 'number', minimum: 0 } }),
    defaults: figuresOf('perplexity'),
  },
  messages: {
    differs:
      '{{name}} is {{value}} at {{moment}}, where exp({{loss}}) = {{expected}}. Compute it as exp of the mean loss per token over the same data.',
    base: '{{name}} is {{value}} at {{moment}}, which is {{base}} to the power of the loss; torch and tensorflow give losses in nats, so it should be exp({{loss}}) = {{expected}}.',
  },
  *subjects(target) {
    const all = primarySeries(target);
    for (const perplexity of all.filter(({ metric }) => metric === 'perplexity')) {
      const loss = all.find((series) => series.metric === 'loss' && series.component === undefined && isTwin(series, perplexity));
      const others = all.filter(
        (series) => series !== perplexity && series !== loss && series.kind === perplexity.kind && mayBeEntropy(series),
      );
      if (loss !== undefined) yield { perplexity, loss, others };
    }
  },
  title: ({ perplexity }) => perplexity.name,
  judge: ({ perplexity, loss, others }, figures) => judgePerplexity(perplexity, loss, others, figures),
  report: ({ point, loss, expected, base }, subject) => ({
    message: base === undefined ? 'differs' : 'base',
    at: point.place,
    data: {
      name: subject.perplexity.name,
      value: figure(point.value),
      moment: moment(point, subject.perplexity),
      loss: figure(loss),
      expected: figure(expected),
      base,
    },
    evidence: { perplexity: point.value, loss, expected, base },
    sparkline: drawn(subject.perplexity),
  }),
});

/** A loss, or something that is not known. */
const mayBeEntropy = ({ metric }: Series): boolean => metric === undefined || metric === 'loss' || metric === 'bits-per-byte';

const isTwin = (a: Series, b: Series): boolean =>
  a.split === b.split && a.group === b.group && a.kind === b.kind && a.aggregation === b.aggregation;
