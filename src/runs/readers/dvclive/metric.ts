import { headerOf } from '../../formats/csv-header';
import { readTable } from '../../formats/csv-table';
import type { Reader } from '../../reader';

/** The folder of the metrics, in each version: `plots/metrics/` since DVCLive 1.0, before that `scalars/`. */
const METRIC = /^(?=.*\.tsv$)(?:.*?\/)?(?:plots\/)?(?:metrics|scalars)\/(.+)\.tsv$/;

/** A metric of DVCLive, one row a step: `dvclive/plots/metrics/train/loss.tsv`. */
export const dvcliveMetric: Reader = {
  name: 'dvclive/metric',
  about: 'DVCLive: dvclive/plots/metrics/NAME.tsv',
  detect(candidate) {
    const name = METRIC.exec(candidate.path)?.[1];
    const columns = headerOf(candidate)?.columns ?? [];
    return name !== undefined && columns.includes('step') && columns.at(-1) === name.split('/').at(-1) ? 0.97 : 0;
  },
  async read(file, sink) {
    sink.framework('dvclive');
    const name = METRIC.exec(file.path)?.[1] ?? '';
    const last = name.split('/').at(-1)!;
    await readTable(file, sink, {
      step: ['step'],
      time: ['timestamp'],
      // Lightning and Keras log the epoch, and Lightning its own step, as if they were metrics.
      rename: (column) => (column === last && last !== 'epoch' && last !== 'step' ? name : undefined),
    });
  },
};
