import { readRecords, rowsInHead } from '../formats/json-records';
import type { Reader } from '../reader';

const EVALUATION = /^(?:.+\/)?(?:bbox|segm|keypoints|sem_seg|panoptic_seg|proposals|box_proposals)\//;

/** detectron2's `metrics.json`: JSON lines with `iteration`; NaN where a size class is empty. */
export const detectron2Json: Reader = {
  name: 'detectron2/json',
  about: 'detectron2 output/metrics.json',
  detect(candidate) {
    if (!/\.jsonl?$/.test(candidate.name)) return 0;
    const rows = rowsInHead(candidate.text);
    const own = rows.some(
      (row) => row.get('iteration') && (row.get('total_loss') || row.get('eta_seconds') || row.get('rank_data_time')),
    );
    const evaluated = rows.some((row) => row.get('iteration') && row.cells.some((cell) => EVALUATION.test(cell.key)));
    if (!own && !evaluated) return 0;
    return candidate.name === 'metrics.json' ? 0.98 : 0.8;
  },
  async read(file, sink) {
    sink.framework('detectron2');
    await readRecords(file, sink, {
      rowPath: '',
      when(row, moment) {
        moment.step = row.number('iteration');
      },
      series(key) {
        if (key === 'iteration') return false;
        if (EVALUATION.test(key)) return { known: { split: 'val' } };
        return key.includes('val') ? {} : { known: { split: 'train' } };
      },
    });
  },
};
