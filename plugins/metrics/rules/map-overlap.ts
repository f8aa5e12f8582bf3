import { judgeOrder, type OverlapEvidence } from '../judge/overlap';
import { defineJudgment } from '../judged';
import { orderedPairs, orderReport, type PairOfRun } from '../ordered-pairs';
import { detection } from '../samples';

export default defineJudgment<Record<string, never>, PairOfRun, OverlapEvidence, 'order'>({
  name: 'map-overlap',
  docs: {
    summary: 'mAP at one overlap is not below mAP over all overlaps',
    why: "mAP at an overlap of 0.5 counts every detection that the mean over 0.5 to 0.95 counts, so it is at least as high. Where it is lower, the two were logged under each other's names.",
    bad: [{ wrong: 'mAP at 0.5 is 0.1, and mAP over all overlaps is 0.4.', sample: detection([0.05, 0.2], [0.1, 0.4]) }],
    good: detection([0.2, 0.05], [0.4, 0.1]),
    references: ['COCO, “Detection Evaluation”'],
  },
  messages: {
    order:
      '`{{name}}` is {{value}} at {{moment}}, below the stricter mAP over all overlaps ({{strict}}). Check which is logged under which name.',
  },
  *subjects(target) {
    for (const pair of orderedPairs(target, ['map50'], 'map')) if (pair.lenient.component === undefined) yield pair;
  },
  title: ({ lenient }) => lenient.name,
  judge: (pair) => judgeOrder(pair, pair.all, 0.0001),
  report: (evidence, pair) => ({ message: 'order', ...orderReport(evidence, pair) }),
});
