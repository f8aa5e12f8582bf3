import { eachLine, type OnLine, UNENDED } from '../formats/lines';
import { NOT_A_NUMBER, numberIn } from '../formats/number';
import { noMoment } from '../moment';
import type { Reader, RunFile, RunSink } from '../reader';

/** `12/99  1.93G  0.0929 …`: the epoch, the memory, and 13 more columns. */
const ROW = /^\s{0,20}(\d{1,6})\/(\d{1,6})\s+[\d.]{1,8}G\s+(\S+(?:\s+\S+){12})\s*$/;
/** Names as results.csv of YOLOv5 has them; empty: not a metric (labels of the last batch, size of the images). */
const COLUMNS = [
  'train/box_loss',
  'train/obj_loss',
  'train/cls_loss',
  'train/loss',
  '',
  '',
  'metrics/precision',
  'metrics/recall',
  'metrics/mAP_0.5',
  'metrics/mAP_0.5:0.95',
  'val/box_loss',
  'val/obj_loss',
  'val/cls_loss',
] as const;
const MAP = COLUMNS.indexOf('metrics/mAP_0.5');

/** `results.txt` of YOLOv5 up to version 5, YOLOv7, and YOLOv3: a row an epoch, without a header (train.py). */
export const yoloResults: Reader = {
  name: 'yolo/results',
  about: 'YOLOv3, YOLOv5, and YOLOv7 results.txt',
  detect: ({ name, text }) => (/^results.*\.txt$/.test(name) && ROW.test(text.split('\n', 1)[0]!.trimEnd()) ? 0.98 : 0),
  read,
};

interface Row {
  readonly epoch: number;
  readonly line: number;
  readonly cells: readonly { readonly value: number; readonly column: number }[];
}

async function read(file: RunFile, sink: RunSink): Promise<void> {
  const rows: Row[] = [];
  let epochs = Number.NaN;
  let unendedLine = -1;
  const onLine: OnLine = (bytes, start, end, number) => {
    const text = bytes.toString('latin1', start, end);
    const found = ROW.exec(text);
    if (found === null) {
      if (text.trim() !== '') sink.problem('the line has not the columns of the others', { line: number, column: 1 });
      return;
    }
    // The last epoch's number is one less than that of all.
    epochs = Number(found[2]) + 1;
    const cells = cellsOf(text, text.lastIndexOf(found[3]!));
    rows.push({ epoch: Number(found[1]), line: number, cells: number === unendedLine ? cells.slice(0, -1) : cells });
    if (number === unendedLine) sink.limit(UNENDED, { line: number, column: 1 });
  };
  await eachLine(file, onLine, { onUnended: (line) => void (unendedLine = line) });
  sink.framework('yolov5');
  if (!Number.isNaN(epochs)) sink.planned({ epochs });
  // YOLOv3 writes F1 where later versions write the mAP of all thresholds, which is never above that of the lowest.
  const hasF1 = rows.some(({ cells }) => cells[MAP + 1]!.value > cells[MAP]!.value);
  const moment = noMoment();
  for (const { epoch, line, cells } of rows) {
    moment.epoch = epoch;
    moment.line = line;
    for (const [index, { value, column }] of cells.entries()) {
      const name = hasF1 && index === MAP + 1 ? 'metrics/F1' : COLUMNS[index]!;
      if (name === '' || value === NOT_A_NUMBER) continue;
      moment.column = column;
      sink
        .series(name, { known: { aggregation: 'epoch', ...(name.startsWith('metrics/') ? { split: 'val' } : {}) } })
        .add(value, moment);
    }
  }
}

const cellsOf = (text: string, from: number): Row['cells'] =>
  [...text.slice(from).matchAll(/\S+/g)].map(({ 0: cell, index }) => ({ value: numberIn(cell), column: from + index + 1 }));
