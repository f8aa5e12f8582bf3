import { firstNumber, readRecords, rowsInHead } from '../formats/json-records';
import type { Row } from '../formats/json-rows';
import type { MetricName } from '../model/series';
import { isMeasure, readName } from '../names/metric-name';
import type { Reader, SeriesOptions } from '../reader';

const STEPS = [
  'step',
  'global_step',
  'iteration',
  'iter',
  'steps',
  '_step',
  'it',
  'num_updates',
  'batch',
  'train/step',
  'train_step',
  'trainer/global_step',
];
const EPOCHS = ['epoch', 'Epoch', 'train/epoch', 'epochs'];
const TIMES = ['_timestamp', 'timestamp', 'time_stamp', 'wall_time'];
const WHEN = new Set([...STEPS, ...EPOCHS, ...TIMES]);

/** What the twelve numbers of pycocotools' `COCOeval.stats` are, in order. */
const COCO: readonly MetricName[] = [
  { metric: 'map', better: 'higher' },
  { metric: 'map50', better: 'higher' },
  { metric: 'map75', better: 'higher' },
  { metric: 'map', better: 'higher', component: 'small' },
  { metric: 'map', better: 'higher', component: 'medium' },
  { metric: 'map', better: 'higher', component: 'large' },
  { metric: 'average-recall', better: 'higher', component: 'max_dets_1' },
  { metric: 'average-recall', better: 'higher', component: 'max_dets_10' },
  { metric: 'average-recall', better: 'higher' },
  { metric: 'average-recall', better: 'higher', component: 'small' },
  { metric: 'average-recall', better: 'higher', component: 'medium' },
  { metric: 'average-recall', better: 'higher', component: 'large' },
];

/** A line that no record, indented or not, begins with: a console holds it between its records. */
const SENTENCE = /^[^\s{}[\]",<=>|:][^\n]*\n/m;

function seriesOf(key: string): SeriesOptions | false {
  if (WHEN.has(key)) return false;
  const coco = /^(test|val|eval)_coco_eval_(bbox|masks|segm|keypoints)\[(\d+)\]$/.exec(key);
  if (coco !== null) {
    const meaning = COCO[Number(coco[3])];
    const group = coco[2] === 'masks' ? 'segm' : coco[2];
    // DETR evaluates on the validation set, but calls it test.
    return meaning === undefined ? false : { known: { ...meaning, split: 'val', group } };
  }
  return {};
}

const measures = (row: Row): number =>
  row.cells.filter(({ key, value }) => typeof value === 'number' && (isMeasure(readName(key)) || key.includes('coco_eval')))
    .length;

/** JSON lines of metrics with one record per epoch or step, as many scripts write them. */
export const jsonLines: Reader = {
  name: 'json-lines',
  about: 'JSON lines of metrics: DETR log.txt, custom scripts',
  detect(candidate) {
    if (!/\.(?:jsonl?|ndjson|log|txt|out)$/.test(candidate.name)) return 0;
    // Python prints records with single quotes, to a console that may hold anything else.
    if (!/^\s*(?:<{7}|\{(?!'))/.test(candidate.text)) return 0;
    if (!/\.(?:jsonl?|ndjson)$/.test(candidate.name) && SENTENCE.test(candidate.text)) return 0;
    const rows = rowsInHead(candidate.text).filter((row) => measures(row) > 0);
    const dated = rows.filter((row) => !Number.isNaN(firstNumber(row, [...STEPS, ...EPOCHS])));
    if (dated.length === 0 || (dated.length < 2 && !/log|metric|histor|train/i.test(candidate.name))) return 0;
    return candidate.name.endsWith('.jsonl') || dated.length > 1 ? 0.75 : 0.5;
  },
  async read(file, sink) {
    await readRecords(file, sink, {
      rowPath: '',
      // W&B's histograms, in the wandb-history.jsonl of old versions.
      keeps: (key) => !/\.(?:bins|values)\[\d+\]$|\.packedBins\./.test(key),
      row(row) {
        if (
          row.cells.some(({ key }) => /^test_coco_eval_/.test(key)) ||
          (row.get('train_class_error') && row.get('n_parameters'))
        )
          sink.framework('detr');
        return undefined;
      },
      when(row, moment) {
        moment.step = firstNumber(row, STEPS);
        moment.epoch = firstNumber(row, EPOCHS);
        moment.time = firstNumber(row, TIMES);
      },
      series: seriesOf,
    });
  },
};
