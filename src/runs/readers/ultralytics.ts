import { headerOf } from '../formats/csv-header';
import { readTable } from '../formats/csv-table';
import type { Candidate, Reader } from '../reader';

const isYolov5 = (columns: readonly string[]): boolean =>
  columns.some((column) => column.startsWith('metrics/mAP_0.5') || column === 'val/obj_loss');

const isUltralytics = (columns: readonly string[]): boolean =>
  columns.some(
    (column) =>
      column.startsWith('metrics/mAP50') || column === 'metrics/accuracy_top1' || column.startsWith('metrics/precision('),
  );

const columnsOf = (candidate: Candidate): readonly string[] => headerOf(candidate)?.columns ?? [];

/** `results.csv` of Ultralytics (YOLOv8 and later) and of YOLOv5: one row per epoch, padded headers. */
export const ultralyticsCsv: Reader = {
  name: 'ultralytics/csv',
  about: 'Ultralytics and YOLOv5 results.csv',
  detect(candidate) {
    if (!candidate.name.endsWith('.csv')) return 0;
    const columns = columnsOf(candidate);
    if (!columns.includes('epoch') || !(isUltralytics(columns) || isYolov5(columns))) return 0;
    return candidate.name === 'results.csv' ? 0.98 : 0.9;
  },
  async read(file, sink) {
    await readTable(file, sink, {
      epoch: ['epoch'],
      time: ['time'],
      series(column, columns) {
        sink.framework(isYolov5(columns) ? 'yolov5' : 'ultralytics');
        return { known: { aggregation: 'epoch', ...(column.startsWith('metrics/') ? { split: 'val' } : {}) } };
      },
    });
  },
};
