import { firstNumber, readRecords, rowsInHead } from '../formats/json-records';
import type { Cell } from '../formats/json-rows';
import { noMoment } from '../moment';
import { isMeasure, readName } from '../names/metric-name';
import type { Reader, RunSink } from '../reader';

const STEPS = ['step', 'global_step', 'iteration', 'iter', 'steps'];
const EPOCHS = ['epoch', 'Epoch'];
const WHEN = new Set([...STEPS, ...EPOCHS]);
const LIST_MEMBER = /^(.+)\[(\d+)\]$/;

/** `{"loss": [2.5, 1.5], "val_loss": [2.25, 1.75]}`: the position in the list is the epoch, from 0, as Keras' `History` does. */
function createListReader(sink: RunSink): (cell: Cell) => void {
  const moment = noMoment();
  return ({ key, value, line, column }) => {
    const found = LIST_MEMBER.exec(key);
    if (found === null || typeof value !== 'number' || found[1]!.includes('[') || WHEN.has(found[1]!)) return;
    if (readName(found[1]!).metric === undefined) return;
    moment.epoch = Number(found[2]);
    moment.line = line;
    moment.column = column;
    sink.series(found[1]!, { known: { aggregation: 'epoch' } }).add(value, moment);
  };
}

/** A history that a script saved as one file: lists by metric (Keras' `History.history`), or a list of records. */
export const jsonHistory: Reader = {
  name: 'json-history',
  about: 'history.json: lists of values by metric, or a list of records with epoch or step',
  detect({ name, text }) {
    if (!name.endsWith('.json') || !/histor|log|metric|train|result|curve/i.test(name)) return 0;
    if (text.trimStart().startsWith('[')) {
      const dated = rowsInHead(text, '[]').filter(
        (row) => !Number.isNaN(firstNumber(row, [...STEPS, ...EPOCHS])) && row.cells.some(({ key }) => isMeasure(readName(key))),
      );
      return dated.length > 1 ? 0.65 : 0;
    }
    const lists = [...text.matchAll(/"([^"]{1,80})"\s*:\s*\[\s*-?\d[\d.eE+-]*\s*,/g)].filter((found) =>
      isMeasure(readName(found[1]!)),
    );
    return lists.some((found) => /loss|acc/i.test(found[1]!)) ? 0.6 : 0;
  },
  async read(file, sink) {
    await readRecords(file, sink, {
      rowPath: '[]',
      when(row, moment) {
        moment.step = firstNumber(row, STEPS);
        moment.epoch = firstNumber(row, EPOCHS);
      },
      series: (key) => (WHEN.has(key) ? false : {}),
      outer: createListReader(sink),
    });
  },
};
