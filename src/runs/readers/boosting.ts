import { readRecords } from '../formats/json-records';
import { noMoment } from '../moment';
import { isMeasure, readName } from '../names/metric-name';
import type { Reader } from '../reader';

/** `{"valid_0": {"rmse": [2.5,`: names of data sets as LightGBM, XGBoost, and its scikit-learn interface give them. */
const START =
  /^\s{0,20}\{\s{0,20}"(?:train|training|learn|valid|validation|eval|test)(?:_?\d{1,3})?"\s{0,20}:\s{0,20}\{\s{0,20}"([^"]{1,60})"\s{0,20}:\s{0,20}\[\s{0,20}-?\d/;
const MEMBER = /^([^.[\]]{1,80})\.([^.[\]]{1,80})\[(\d+)\]$/;

/** What `evals_result` of LightGBM and XGBoost holds, saved as JSON: for each data set and metric, a value an iteration. */
export const boostingHistory: Reader = {
  name: 'boosting',
  about: 'LightGBM and XGBoost evals_result, saved as JSON',
  detect({ name, text }) {
    const metric = name.endsWith('.json') ? START.exec(text)?.[1] : undefined;
    return metric !== undefined && isMeasure(readName(metric)) ? 0.8 : 0;
  },
  async read(file, sink) {
    const moment = noMoment();
    await readRecords(file, sink, {
      // No object is a record: the values come one by one.
      rowPath: '[]',
      when() {},
      series: () => false,
      outer({ key, value, line, column }) {
        const [, set, metric, iteration] = MEMBER.exec(key) ?? [];
        if (set === undefined || typeof value !== 'number') return;
        moment.step = Number(iteration);
        moment.line = line;
        moment.column = column;
        sink.series(`${set}-${metric}`).add(value, moment);
      },
    });
  },
};
