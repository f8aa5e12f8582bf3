import { readRecords, rowsInHead } from '../../formats/json-records';
import type { Reader } from '../../reader';
import { trainerSeries } from './series';

/** LLaMA-Factory's `trainer_log.jsonl`: JSON lines with current and total steps. */
export const trainerLog: Reader = {
  name: 'transformers/log',
  about: 'LLaMA-Factory trainer_log.jsonl',
  detect(candidate) {
    if (!candidate.name.endsWith('.jsonl')) return 0;
    const own = rowsInHead(candidate.text).some((row) => row.get('current_steps') && row.get('total_steps'));
    return own ? 0.97 : 0;
  },
  async read(file, sink) {
    sink.framework('transformers');
    await readRecords(file, sink, {
      rowPath: '',
      row(row) {
        const total = row.number('total_steps');
        if (total > 0) sink.planned({ steps: total });
        return undefined;
      },
      when(row, moment) {
        moment.step = row.number('current_steps');
        moment.epoch = row.number('epoch');
      },
      series: trainerSeries,
    });
  },
};
