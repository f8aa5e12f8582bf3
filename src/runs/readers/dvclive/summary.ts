import { readRecords, rowsInHead } from '../../formats/json-records';
import type { Reader } from '../../reader';

/** The last values, `dvclive/metrics.json`: names that have a slash are nested there. */
export const dvcliveSummary: Reader = {
  name: 'dvclive/summary',
  about: 'DVCLive: dvclive/metrics.json',
  detect({ path, name, text, siblings }) {
    if (name !== 'metrics.json' && name !== 'dvclive.json') return 0;
    if (!siblings.includes('params.yaml') && !/(?:^|\/)dvclive\/[^/]+$/.test(path)) return 0;
    return rowsInHead(text).some((row) => row.get('step')) ? 0.96 : 0;
  },
  async read(file, sink) {
    sink.framework('dvclive');
    await readRecords(file, sink, {
      rowPath: '',
      when(row, moment) {
        moment.step = row.number('step');
        moment.epoch = row.number('epoch');
      },
      series: (key) => (/(?:^|\.)(?:step|epoch)$/.test(key) ? false : { kind: 'summary' }),
      nameOf: (key) => key.replaceAll('.', '/'),
    });
  },
};
