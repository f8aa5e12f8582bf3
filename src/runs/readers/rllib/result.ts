import { firstNumber, readRecords, rowsInHead } from '../../formats/json-records';
import type { Reader } from '../../reader';
import { ITERATION, isMetric, OWN, STEPS } from './keys';

const withSlashes = (key: string): string => key.replaceAll('.', '/');

/** `result.json` of a trial of Ray Tune, and so of RLlib: JSON lines, nested. */
export const rllibJson: Reader = {
  name: 'rllib/json',
  about: 'RLlib and Ray Tune: result.json of a trial',
  detect({ name, text, size, head }) {
    if (!/\.jsonl?$/.test(name)) return 0;
    const rows = rowsInHead(text);
    const own = rows.some((row) => row.get(ITERATION) && OWN.some((key) => row.get(key)));
    // The first result of RLlib holds its whole configuration, and may be longer than the head.
    const begun =
      name === 'result.json' && rows.length === 0 && size > head.length && OWN.some((key) => text.includes(`"${key}"`));
    return own ? (name === 'result.json' ? 0.97 : 0.85) : begun ? 0.9 : 0;
  },
  async read(file, sink) {
    sink.framework('ray');
    await readRecords(file, sink, {
      rowPath: '',
      keeps: (key) => {
        const name = withSlashes(key);
        return isMetric(name) || name === ITERATION || name === 'timestamp' || STEPS.includes(name);
      },
      when(row, moment) {
        moment.step = firstNumber(row, [...STEPS, ITERATION]);
        moment.time = row.number('timestamp');
      },
      series: (key) => (isMetric(withSlashes(key)) ? {} : false),
      nameOf: withSlashes,
    });
  },
};
