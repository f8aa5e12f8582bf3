import { readRecords, rowsInHead } from '../formats/json-records';
import type { Row } from '../formats/json-rows';
import type { Reader } from '../reader';

const WHEN = new Set(['epoch', 'iter', 'step']);

const FRAMEWORKS: readonly (readonly [RegExp, string, string])[] = [
  [/^(?:mIoU|aAcc|mAcc|decode\.|mDice)/, 'mmsegmentation', '1'],
  [/^accuracy\/top1/, 'mmpretrain', '1'],
  [/^(?:coco\/bbox_mAP|coco\/segm_mAP|coco\/.*_precision|pascal_voc\/|loss_rpn|loss_bbox|loss_cls)/, 'mmdetection', '3'],
  [/^coco\/AP/, 'mmpose', '1'],
];

/** Keys that only records of training have: a version of MMEngine, or a hook, may leave out `iter`. */
const TRAINING = ['iter', 'lr', 'base_lr', 'memory', 'grad_norm', 'train/lr', 'train/loss'];

const isTraining = (row: Row): boolean =>
  TRAINING.some((key) => row.get(key) !== undefined) || (row.get('epoch') !== undefined && row.get('loss') !== undefined);

const EVALUATED = /^(?:coco\/|pascal_voc\/|mIoU$|aAcc$|accuracy\/)/;

/**
 * MMEngine's JSON lines (`vis_data/scalars.json`). A validation record has no `iter` and no learning rate; where training runs by epochs, its `step` is the
 * epoch.
 */
export const mmengineJson: Reader = {
  name: 'mmengine/json',
  about: 'MMDetection 3, MMSegmentation 1, MMPretrain: work_dirs/NAME/TIME/vis_data/scalars.json',
  detect(candidate) {
    if (!candidate.name.endsWith('.json')) return 0;
    const rows = rowsInHead(candidate.text);
    const trains = rows.some(
      (row) => row.get('step') && (row.get('iter') || row.get('data_time')) && (row.get('loss') || row.get('lr')),
    );
    const validates = rows.some((row) => row.get('step') && row.get('data_time') && !isTraining(row));
    const tests =
      rows.length === 1 && rows.some((row) => row.get('data_time') && row.cells.some(({ key }) => EVALUATED.test(key)));
    if (!trains && !validates && !tests) return 0;
    if (rows.some((row) => row.get('mode'))) return 0;
    return candidate.name === 'scalars.json' ? 0.97 : 0.8;
  },
  async read(file, sink) {
    let byEpoch = false;
    let lastStep = Number.NaN;
    await readRecords(file, sink, {
      rowPath: '',
      row(row) {
        for (const [pattern, name, version] of FRAMEWORKS) {
          if (!row.cells.some((cell) => pattern.test(cell.key))) continue;
          sink.framework(name, version);
          break;
        }
        return undefined;
      },
      when(row, moment) {
        moment.step = row.number('step');
        moment.epoch = row.number('epoch');
        if (isTraining(row)) {
          lastStep = moment.step;
          if (!Number.isNaN(moment.epoch)) byEpoch = true;
        } else if (byEpoch) {
          moment.epoch = moment.step;
          moment.step = lastStep;
        }
      },
      kind: (row) => (row.get('step') === undefined ? 'test' : isTraining(row) ? 'train' : 'val'),
      series(key, row) {
        if (WHEN.has(key)) return false;
        // `tools/test.py` leaves one record without any step.
        if (row.get('step') === undefined) return { kind: 'summary', known: { split: 'test' } };
        return { known: { split: isTraining(row) ? 'train' : 'val' } };
      },
    });
  },
};
