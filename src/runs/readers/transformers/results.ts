import { readRecords } from '../../formats/json-records';
import type { Row } from '../../formats/json-rows';
import type { Reader, RunSink } from '../../reader';
import { trainerSeries } from './series';

const RESULTS = /^(?:all|train|eval|test|predict)_results\.json$/;

/** The closing values that Trainer's `save_metrics` writes, one flat object per file. */
export const transformersResults: Reader = {
  name: 'transformers/results',
  about: 'Hugging Face all_results.json, train_results.json, eval_results.json',
  detect(candidate) {
    const own = /"(?:train|eval|test|predict)_(?:runtime|loss)"/.test(candidate.text);
    if (RESULTS.test(candidate.name)) return own ? 0.97 : 0.4;
    return candidate.name === 'metrics.json' && own && candidate.size < 65536 ? 0.9 : 0;
  },
  async read(file, sink) {
    sink.framework('transformers');
    await readRecords(file, sink, {
      rowPath: '',
      when(row, moment) {
        moment.epoch = row.number('epoch');
      },
      series(key, row) {
        const options = trainerSeries(key, row);
        return options === false ? false : { ...options, kind: 'summary' };
      },
      row: (row) => finishedBy(row, sink),
    });
  },
};

function finishedBy(row: Row, sink: RunSink): undefined {
  const runtime = row.get('train_runtime');
  if (runtime !== undefined) sink.finished('the training results were saved', runtime);
}
