import type { Series } from '../../../src/api';
import { primarySeries } from '../curves';
import { judgePerplexity, type PerplexityEvidence, type PerplexityFigures } from '../judge/perplexity';
import { pass } from '../judge/verdict';
import { defineJudgment } from '../judged';
import { groupOf, number, optionsFrom } from '../options';
import { table } from '../samples';
import { drawn, figure, moment } from '../words';

interface Subject {
  readonly perplexity: Series;
  readonly loss: Series;
  /** What else was logged in the same way. */
  readonly others: readonly Series[];
  /** The losses are in bits, so the perplexity is 2 to their power. */
  readonly logsBits: boolean;
}

/** Words in a batch. fairseq logs them, and divides its losses by log(2): `fairseq/criterions/cross_entropy.py`. */
const fairseqOnly = /(?:^|[\s/_])(?:wpb|words\/batch)$/;

export default defineJudgment<PerplexityFigures, Subject, PerplexityEvidence, 'differs' | 'base'>({
  name: 'perplexity',
  docs: {
    summary: 'The perplexity is exp of the loss',
    why: "Perplexity is the cross entropy as a number of choices: exp(loss), with the natural logarithm. Where the two disagree, one of them is of other data, of other tokens, or in another base, and can't be compared with published figures.",
    bad: [
      {
        wrong: 'The perplexity is 2 to the power of the loss.',
        sample: table('step,val_loss,val_perplexity', [0, 3.0, 8.0], [10, 2.0, 4.0], [20, 1.5, 2.828]),
      },
      {
        wrong: 'The perplexity has nothing to do with the loss.',
        sample: table('step,val_loss,val_perplexity', [0, 3.0, 45.1], [10, 2.0, 40.2], [20, 1.5, 38.8]),
      },
    ],
    good: table('step,val_loss,val_perplexity', [0, 3.0, 20.09], [10, 2.0, 7.39], [20, 1.5, 4.48]),
    references: ['Training Pipeline Verification, “Language Models”'],
  },
  options: optionsFrom<PerplexityFigures>(
    groupOf('perplexity', {
      below: number('How far the perplexity may be below exp(loss), relative to it.'),
      above: number('How far it may be above.'),
    }),
  ),
  messages: {
    differs:
      '`{{name}}` is {{value}} at {{moment}}, but exp({{loss}}) is {{expected}}. Compute it as exp of the mean loss per token over the same data.',
    base: '`{{name}}` is {{value}} at {{moment}}, which is {{base}} to the power of the loss. Losses of PyTorch and TensorFlow are in nats, so log exp({{loss}}) = {{expected}}.',
  },
  *subjects(target) {
    const all = primarySeries(target);
    const logsBits = all.some(({ name }) => fairseqOnly.test(name));
    for (const perplexity of all.filter(({ metric }) => metric === 'perplexity')) {
      const loss = all.find((series) => series.metric === 'loss' && series.component === undefined && isTwin(series, perplexity));
      const others = all.filter(
        (series) => series !== perplexity && series !== loss && series.kind === perplexity.kind && mayBeEntropy(series),
      );
      if (loss !== undefined) yield { perplexity, loss, others, logsBits };
    }
  },
  title: ({ perplexity }) => perplexity.name,
  judge({ perplexity, loss, others, logsBits }, figures) {
    const verdict = judgePerplexity(perplexity, loss, others, figures);
    return verdict.outcome === 'fail' && verdict.evidence.base === 2 && logsBits ? pass : verdict;
  },
  report: ({ point, loss, expected, base }, { perplexity }) => ({
    message: base === undefined ? 'differs' : 'base',
    at: point.place,
    data: {
      name: perplexity.name,
      value: figure(point.value),
      moment: moment(point, perplexity),
      loss: figure(loss),
      expected: figure(expected),
      base,
    },
    evidence: { perplexity: point.value, loss, expected, base },
    sparkline: drawn(perplexity),
  }),
});

/** A loss, or something unknown. */
const mayBeEntropy = ({ metric }: Series): boolean => metric === undefined || metric === 'loss' || metric === 'bits-per-byte';

const isTwin = (a: Series, b: Series): boolean =>
  a.split === b.split && a.group === b.group && a.kind === b.kind && a.aggregation === b.aggregation;
