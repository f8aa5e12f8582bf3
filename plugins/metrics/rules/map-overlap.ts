import type { Series } from '../../../src/api';
import { primarySeries } from '../curves';
import { judgeOverlap, type OverlapEvidence } from '../judge/overlap';
import { defineJudgment } from '../judged';
import { detection } from '../samples';
import { drawn, figure, moment } from '../words';

interface Subject {
  readonly lenient: Series;
  readonly strict: Series;
}

export default defineJudgment<Record<string, never>, Subject, OverlapEvidence, 'order'>({
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
    const whole = primarySeries(target).filter(({ component }) => component === undefined);
    for (const lenient of whole.filter(({ metric }) => metric === 'map50')) {
      const strict = whole.find((other) => other.metric === 'map' && isTwin(other, lenient));
      if (strict) yield { lenient, strict };
    }
  },
  title: ({ lenient }) => lenient.name,
  judge: ({ lenient, strict }) => judgeOverlap(lenient, strict),
  report: ({ point, strict }, { lenient }) => ({
    message: 'order',
    at: point.place,
    data: { name: lenient.name, value: figure(point.value), moment: moment(point, lenient), strict: figure(strict) },
    evidence: { series: lenient.name, value: point.value, strict },
    sparkline: drawn(lenient),
  }),
});

const isTwin = (a: Series, b: Series): boolean =>
  a.split === b.split && a.group === b.group && a.kind === b.kind && a.file === b.file;
