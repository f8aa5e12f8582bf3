import type { MetricName } from '../model/series';
import { type Pair, parseNumber } from './pairs';

const COCO =
  /Average (Precision|Recall)\s+\(A[PR]\) @\[ IoU=(\d\.\d+(?::\d\.\d+)?)\s*\| area=\s*(\w+) \| maxDets=\s*(\d+) \] = (-?\d+\.\d+|nan)/;

/** The value in a line of pycocotools' `COCOeval.summarize()`, which torchvision and DETR print too. A fraction, as that code computes it. */
export function cocoPair(line: string): Pair | undefined {
  if (!line.includes('maxDets=')) return undefined;
  const found = COCO.exec(line);
  if (found === null) return undefined;
  const [whole, kind, iou, area, detections, value] = found as unknown as [string, string, string, string, string, string];
  const component = area === 'all' ? undefined : area;
  const at = iou === '0.50' ? 'map50' : iou === '0.75' ? 'map75' : 'map';
  const meaning: MetricName =
    kind === 'Precision'
      ? { metric: at, better: 'higher', split: 'val', ...(component ? { component } : {}) }
      : {
          metric: 'average-recall',
          better: 'higher',
          split: 'val',
          component: [`max_dets_${detections}`, component].filter(Boolean).join('_'),
        };
  const name = `Average ${kind} @[ IoU=${iou} | area=${area} | maxDets=${detections} ]`;
  return {
    name,
    meaning,
    value: parseNumber(value),
    offset: found.index + whole.length - value.length,
    end: found.index + whole.length,
    written: 'fraction',
  };
}
