import earlyAccuracy from '../../../plugins/metrics/rules/early-accuracy';
import languageLoss from '../../../plugins/metrics/rules/language-loss';
import lowLanguageLoss from '../../../plugins/metrics/rules/low-language-loss';
import { buildRun, messagesOf } from './build';

describe('after one epoch', () => {
  const tasks = ['language_modeling'];

  test('held-out values count before a mean of training', () => {
    const run = buildRun({ series: { train_loss: [8.9, 6.1, 4.4], val_loss: [7.1, 5.2, 4.5] }, epochs: true, stride: 1 });
    expect(messagesOf(languageLoss, run, tasks)).toEqual([]);
  });

  test('trained weights are not judged by ranges for random ones', () => {
    const values = { series: { loss: [2.9, 1.4, 0.9] }, epochs: true, stride: 900, from: 900 };
    expect(messagesOf(lowLanguageLoss, buildRun(values), tasks)).toEqual(['fast']);
    expect(messagesOf(lowLanguageLoss, buildRun({ ...values, config: { pretrained: 'true' } }), tasks)).toEqual([]);
    expect(messagesOf(lowLanguageLoss, buildRun({ ...values, config: { vocab_size: 96 } }), tasks)).toEqual([]);
  });

  test('a log that begins in a later epoch shows nothing of the first', () => {
    const run = buildRun({ series: { loss: [9.6, 9.1] }, steps: [5000, 6000] });
    expect(messagesOf(languageLoss, run, tasks)).toEqual([]);
  });

  test('an accuracy of the best models is told, of trained weights it is not', () => {
    const values = { series: { val_acc: [96.5, 97.1] }, epochs: true, stride: 1 };
    expect(messagesOf(earlyAccuracy, buildRun(values), ['image_classification'])).toEqual(['early']);
    expect(messagesOf(earlyAccuracy, buildRun({ ...values, framework: 'transformers' }), ['image_classification'])).toEqual([]);
  });
});
