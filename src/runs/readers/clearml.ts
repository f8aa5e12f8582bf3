import { readRecords, rowsInHead } from '../formats/json-records';
import { noMoment } from '../moment';
import type { Reader } from '../reader';

/** The type of an event of a scalar (clearml/backend_interface/metrics/events.py). */
const SCALAR = 'training_stats_scalar';

/** ClearML's offline mode: each line of `metrics.jsonl` is a list of events, `metric` is the title of the plot, `variant` the series. */
export const clearmlOffline: Reader = {
  name: 'clearml/offline',
  about: 'ClearML offline session: metrics.jsonl',
  detect: ({ name, text }) =>
    name.endsWith('.jsonl') && rowsInHead(text, '[]').some((row) => row.get('variant') && row.get('metric') && row.get('iter'))
      ? 0.97
      : 0,
  async read(file, sink) {
    sink.framework('clearml');
    const moment = noMoment();
    await readRecords(file, sink, {
      rowPath: '[]',
      when() {},
      series: () => false,
      row(row) {
        const metric = row.get('metric')?.value;
        const variant = row.get('variant')?.value;
        const value = row.get('value');
        const isScalar = row.get('type')?.value === SCALAR && typeof value?.value === 'number';
        if (!isScalar || typeof metric !== 'string' || metric.startsWith(':monitor:')) return false;
        moment.step = row.number('iter');
        moment.time = row.number('timestamp') / 1000;
        moment.line = value.line;
        moment.column = value.column;
        const isSame = typeof variant !== 'string' || variant === metric;
        sink.series(isSame ? metric : `${metric}/${variant}`).add(Number(value.value), moment);
        return false;
      },
    });
  },
};
