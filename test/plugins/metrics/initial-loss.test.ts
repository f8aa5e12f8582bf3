import initialLoss from '../../../plugins/metrics/rules/initial-loss';
import lowInitialLoss from '../../../plugins/metrics/rules/low-initial-loss';
import { buildRun, messagesOf, outcomesOf } from './build';

describe('metrics/initial-loss', () => {
  const tasks = ['language_modeling'];
  const from = (first: number) => [first, 5, 4, 3.5];
  test('takes the band of language models, or ln(vocabulary) where the vocabulary is known', () => {
    expect(messagesOf(initialLoss, buildRun({ series: { loss: from(10.8) } }), tasks)).toEqual([]);
    expect(messagesOf(initialLoss, buildRun({ series: { loss: from(80) } }), tasks)).toEqual(['above']);
    expect(messagesOf(initialLoss, buildRun({ series: { loss: from(4.2) } }), tasks)).toEqual([]);
    expect(messagesOf(lowInitialLoss, buildRun({ series: { loss: from(80) } }), tasks)).toEqual([]);
    expect(messagesOf(lowInitialLoss, buildRun({ series: { loss: from(4.2) } }), tasks)).toEqual(['below']);
    expect(messagesOf(lowInitialLoss, buildRun({ series: { loss: from(4.2) }, config: { vocab_size: 65 } }), tasks)).toEqual([]);
  });

  test('reports nothing about trained weights, later values, and tasks that the reference does not cover', () => {
    const trained = buildRun({ series: { loss: from(25.5) }, framework: 'transformers' });
    expect(messagesOf(initialLoss, trained, tasks)).toEqual([]);
    expect(outcomesOf(initialLoss, trained, tasks)).toEqual(['unknown']);
    expect(messagesOf(initialLoss, buildRun({ series: { loss: from(30) }, from: 500 }), tasks)).toEqual([]);
    expect(messagesOf(initialLoss, buildRun({ series: { loss: from(140) } }), ['regression'])).toEqual([]);
    expect(messagesOf(initialLoss, buildRun({ series: { loss: from(140) } }))).toEqual([]);
  });

  test('reports a loss that no weights give, pretrained or not, at any step', () => {
    expect(messagesOf(initialLoss, buildRun({ series: { loss: from(140) }, framework: 'transformers' }), tasks)).toEqual([
      'above',
    ]);
    expect(messagesOf(initialLoss, buildRun({ series: { loss: from(140) }, from: 500 }), tasks)).toEqual(['above']);
  });

  test('expects ln(classes) of a classifier whose classes are known', () => {
    const tasksOfClassifier = ['image_classification'];
    expect(outcomesOf(initialLoss, buildRun({ series: { loss: from(9) } }), tasksOfClassifier)).toEqual(['unknown']);
    expect(
      messagesOf(initialLoss, buildRun({ series: { loss: from(9) }, config: { num_classes: 10 } }), tasksOfClassifier),
    ).toEqual(['above-guess']);
    expect(
      messagesOf(lowInitialLoss, buildRun({ series: { loss: from(0.9) }, config: { num_classes: 10 } }), tasksOfClassifier),
    ).toEqual(['below-guess']);
    expect(
      messagesOf(initialLoss, buildRun({ series: { loss: from(2.31) }, config: { num_classes: 10 } }), tasksOfClassifier),
    ).toEqual([]);
  });
});
