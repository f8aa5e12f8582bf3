import { readRecords } from '../../formats/json-records';
import type { At, Reader } from '../../reader';
import { trainerSeries } from './series';

/** `trainer_state.json` of Hugging Face's Trainer and of TRL: `log_history` holds everything that was logged, and its last record the totals. */
export const transformersState: Reader = {
  name: 'transformers/state',
  about: 'Hugging Face Trainer and TRL: trainer_state.json',
  detect(candidate) {
    if (!candidate.name.endsWith('.json')) return 0;
    const own = candidate.text.includes('"log_history"');
    if (candidate.name === 'trainer_state.json') return own || candidate.size > candidate.head.byteLength ? 0.99 : 0.6;
    return own && candidate.text.includes('"global_step"') ? 0.9 : 0;
  },
  async read(file, sink) {
    sink.framework('transformers');
    const plan = { steps: undefined as number | undefined, epochs: undefined as number | undefined };
    let reached: { readonly steps: number; readonly at: At } | undefined;
    await readRecords(file, sink, {
      rowPath: 'log_history[]',
      row(row) {
        const runtime = row.get('train_runtime');
        if (runtime !== undefined) sink.finished('the totals of the run were logged', runtime);
        return undefined;
      },
      when(row, moment) {
        moment.step = row.number('step');
        moment.epoch = row.number('epoch');
      },
      series: trainerSeries,
      outer({ key, value, line, column }) {
        if (typeof value === 'number' && key === 'max_steps') plan.steps = value;
        if (typeof value === 'number' && key === 'global_step') reached = { steps: value, at: { line, column } };
        if (typeof value === 'number' && key === 'num_train_epochs') plan.epochs = value;
        if (!key.startsWith('stateful_callbacks')) sink.config(key, value, { line, column });
      },
    });
    sink.planned(plan);
    // A step may take several batches, so the epochs need not be full.
    if (reached !== undefined && plan.steps !== undefined && plan.steps > 0 && reached.steps >= plan.steps)
      sink.finished(`all ${plan.steps} steps were completed`, reached.at);
  },
};
