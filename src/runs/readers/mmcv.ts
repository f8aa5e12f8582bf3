import { firstNumber, readRecords, rowsInHead } from '../formats/json-records';
import { readOpenMmlab } from '../names/openmmlab';
import type { Reader } from '../reader';

const WHEN = new Set(['epoch', 'iter', 'mode', 'step']);

/** Runs that log mIoU or aAcc come from MMSegmentation, top-1 from MMClassification, and mAP alone from MMDetection. */
export function guessFramework(keys: readonly string[]): string | undefined {
  if (keys.some((key) => /^(?:mIoU|aAcc|decode\.|mDice)/.test(key))) return 'mmsegmentation';
  if (keys.some((key) => /^accuracy_top-?1/.test(key))) return 'mmclassification';
  if (keys.some((key) => /^(?:bbox_mAP|segm_mAP|mAP|loss_rpn|loss_bbox)/.test(key))) return 'mmdetection';
  return undefined;
}

/** MMCV's JSON log (`*.log.json`, OpenMMLab before 2023): the first line is `env_info`, each further line a record with its `mode`. */
export const mmcvJson: Reader = {
  name: 'mmcv/json',
  about: 'MMDetection, MMSegmentation and MMClassification before MMEngine: work_dirs/NAME/*.log.json',
  detect(candidate) {
    if (!candidate.name.endsWith('.json')) return 0;
    const rows = rowsInHead(candidate.text);
    if (!rows.some((row) => row.get('mode') !== undefined && row.get('iter') !== undefined)) {
      return rows[0]?.get('env_info') !== undefined && candidate.name.endsWith('.log.json') ? 0.8 : 0;
    }
    return candidate.name.endsWith('.log.json') ? 0.99 : 0.8;
  },
  async read(file, sink) {
    let isGuessed = false;
    await readRecords(file, sink, {
      rowPath: '',
      row(row) {
        const environment = row.get('env_info')?.value;
        if (typeof environment === 'string') {
          readOpenMmlab(environment, sink);
          const seed = row.get('seed');
          if (seed !== undefined && seed.value !== null) sink.config('seed', seed.value, seed);
          return false;
        }
        if (!isGuessed) {
          const guess = guessFramework(row.cells.map((cell) => cell.key));
          if (guess !== undefined) {
            sink.framework(guess);
            isGuessed = true;
          }
        }
        return row.get('mode') !== undefined;
      },
      when(row, moment) {
        moment.epoch = row.number('epoch');
        moment.step = firstNumber(row, ['iter', 'step']);
      },
      kind: (row) => (row.get('mode')?.value === 'train' ? 'train' : 'val'),
      series(key, row) {
        if (WHEN.has(key)) return false;
        return { known: { split: row.get('mode')?.value === 'train' ? 'train' : 'val' } };
      },
    });
  },
};
