import { readRows, rowsInHead } from '../../formats/json-records';
import type { Row } from '../../formats/json-rows';
import { noMoment, setPlace } from '../../moment';
import type { Reader, RunFile, RunSink } from '../../reader';

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
  read: (file, sink) => readScalars(file, sink),
};

/** `isPacked`: no editor shows the lines, so the places of values are records. */
export async function readScalars(file: RunFile, sink: RunSink, isPacked = false): Promise<void> {
  sink.framework('clearml');
  const moment = noMoment();
  let record = 0;
  const onRow = (row: Row): void => {
    record += 1;
    const metric = row.get('metric')?.value;
    const variant = row.get('variant')?.value;
    const value = row.get('value');
    const isScalar = row.get('type')?.value === SCALAR && typeof value?.value === 'number';
    if (!isScalar || typeof metric !== 'string' || metric.startsWith(':monitor:')) return;
    moment.step = row.number('iter');
    moment.time = row.number('timestamp') / 1000;
    setPlace(moment, isPacked ? record : value);
    const isSame = typeof variant !== 'string' || variant === metric;
    sink.series(isSame ? metric : `${metric}/${variant}`).add(Number(value.value), moment);
  };
  await readRows(file, sink, onRow, '[]');
}
