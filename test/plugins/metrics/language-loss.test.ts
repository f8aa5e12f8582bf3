import languageLoss from '../../../plugins/metrics/rules/language-loss';
import { buildRun, messagesOf } from './build';

test('metrics/language-loss: the first value after an epoch', () => {
  const run = (...loss: number[]) => buildRun({ series: { loss }, epochs: true });
  expect(messagesOf(languageLoss, run(10, 9.5, 9, 7), ['language_modeling'])).toEqual(['slow']);
  expect(messagesOf(languageLoss, run(10, 9.5, 7, 6), ['language_modeling'])).toEqual(['slow']);
  expect(messagesOf(languageLoss, run(10, 7.5, 7, 6), ['language_modeling'])).toEqual([]);
  expect(messagesOf(languageLoss, run(10, 9.5, 9, 7))).toEqual([]);
});
