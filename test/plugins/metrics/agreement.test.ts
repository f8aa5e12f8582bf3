import agreement from '../../../plugins/metrics/rules/agreement';
import { collectRun } from '../../../src/runs/collect/collect-run';
import { noMoment } from '../../../src/runs/moment';
import { buildRun, messagesOf, outcomesOf } from './build';

test('metrics/agreement compares moment by moment, as exactly as the shorter of two numbers was written', () => {
  const copy = (value: number, epochs: boolean) => agreementOf([0.1, 0.2, value], epochs);
  expect(copy(0.00194, false)).toEqual(['pass']);
  expect(copy(0.9, false)).toEqual(['fail']);
  expect(copy(0.00194, true)).toEqual(['pass']);
});

test('metrics/agreement reports once the event files that many starts left in one folder', () => {
  const collector = collectRun('run');
  for (const start of [101, 202, 303]) {
    const file = { path: `run/events.out.tfevents.${start}.host`, size: 1, reader: 'tensorboard', confidence: 1 };
    const sink = collector.sink(file).series('train_loss');
    for (const step of [10, 20, 30]) sink.add(start / step, { ...noMoment(), step, line: step, column: 1 });
  }
  expect(messagesOf(agreement, collector.run())).toEqual(['differs']);
});

test('metrics/agreement has nothing to say of one file', () => {
  expect(outcomesOf(agreement, buildRun({ series: { loss: [2, 1] } }))).toEqual([]);
});

/** A CSV that ends in 0.0019 and another file that holds those values; `epochs`: the step begins again in each epoch. */
function agreementOf(values: readonly number[], epochs: boolean) {
  const collector = collectRun('run');
  const files = { 'run/a.csv': [0.1, 0.2, 0.0019], 'run/b.csv': values };
  for (const [path, all] of Object.entries(files)) {
    const sink = collector.sink({ path, size: 1, reader: 'csv', confidence: 1 }).series('train_loss');
    for (let epoch = 0; epoch < (epochs ? 3 : 1); epoch++) {
      all.forEach((value, index) => {
        const moment = { ...noMoment(), step: index * 10, line: 1 + epoch * 3 + index, column: 1, ...(epochs && { epoch }) };
        sink.add(epoch === 2 || !epochs ? value : value + epoch, moment);
      });
    }
  }
  return outcomesOf(agreement, collector.run());
}
