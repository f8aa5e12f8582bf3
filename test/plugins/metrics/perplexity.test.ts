import perplexity from '../../../plugins/metrics/rules/perplexity';
import { buildRun, messagesOf, outcomesOf } from './build';

const nan = Number.NaN;

describe('metrics/perplexity', () => {
  test('is exp of the loss, not 2 to its power', () => {
    expect(messagesOf(perplexity, buildRun({ series: { val_loss: [2, 1], val_ppl: [Math.exp(2), Math.exp(1)] } }))).toEqual([]);
    expect(messagesOf(perplexity, buildRun({ series: { val_loss: [2, 1], val_ppl: [4, 2] } }))).toEqual(['base']);
    expect(
      messagesOf(perplexity, buildRun({ series: { val_loss: [2, 1], val_ppl: [40, 20] }, reader: 'lightning/csv' })),
    ).toEqual(['differs']);
    expect(outcomesOf(perplexity, buildRun({ series: { train_loss: [2, 1], train_ppl: [40, 20] } }))).toEqual(['unknown']);
    expect(messagesOf(perplexity, buildRun({ series: { val_loss: [2, 1], val_ppl: [40, 20] } }))).toEqual(['differs']);
    const byWord = { val_loss: [3, 2], val_ppl: [Math.exp(3.9), Math.exp(2.6)] };
    expect(outcomesOf(perplexity, buildRun({ series: byWord }))).toEqual(['unknown']);
    expect(outcomesOf(perplexity, buildRun({ series: { val_loss: [2, 1], val_ppl: [nan, nan] } }))).toEqual(['unknown']);
    const withTerms = { val_loss: [4, 3], val_lm: [2, 1], val_ppl: [Math.exp(2), Math.exp(1)] };
    expect(messagesOf(perplexity, buildRun({ series: withTerms }))).toEqual([]);
  });
});

test('metrics/perplexity knows that fairseq logs losses in bits', () => {
  const bits = { 'train loss': [1.89, 1.44], 'train ppl': [3.71, 2.71] };
  expect(messagesOf(perplexity, buildRun({ series: { ...bits, wpb: [906, 918] } }))).toEqual([]);
  expect(messagesOf(perplexity, buildRun({ series: { ...bits, rate: [906, 918] } }))).toEqual(['base']);
});

test('metrics/perplexity takes no accuracy for a cross entropy', () => {
  const run = buildRun({
    series: { eval_loss: [1.5, 1.3], eval_perplexity: [2, 2], eval_accuracy: [0.69, 0.7] },
    reader: 'transformers/state',
  });
  expect(messagesOf(perplexity, run)).toEqual(['differs']);
});
