import { readRecords, rowsInHead } from '../formats/json-records';
import type { Reader } from '../reader';
import { guessFramework } from './mmcv';

const METRIC = 'metric.';

/** What `tools/test.py` of OpenMMLab before MMEngine leaves: the configuration, and the metrics of the test set below `metric`. */
export const mmcvResults: Reader = {
  name: 'mmcv/results',
  about: 'MMDetection 2 and MMSegmentation 0: eval_TIME.json and eval_single_scale_TIME.json',
  detect: ({ name, text }) =>
    /^eval_(?:[a-z_]{1,40}_)?\d{8}_\d{6}\.json$/.test(name) &&
    rowsInHead(text).some((row) => row.get('config') && row.cells.some(({ key }) => key.startsWith(METRIC)))
      ? 0.97
      : 0,
  async read(file, sink) {
    await readRecords(file, sink, {
      rowPath: '',
      row(row) {
        const framework = guessFramework(row.cells.map(({ key }) => key.replace(METRIC, '')));
        if (framework !== undefined) sink.framework(framework);
        return undefined;
      },
      when() {},
      series: (key) => (key.startsWith(METRIC) ? { kind: 'summary', known: { split: 'test' } } : false),
      nameOf: (key) => key.slice(METRIC.length),
    });
  },
};
