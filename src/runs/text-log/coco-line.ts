import type { MetricName } from '../model/series';
import { type Pair, parseNumber } from './pairs';

const COCO =
  /Average (Precision|Recall)\s+\(A[PR]\) @\[ IoU=(\d\.\d+(?::\d\.\d+)?)\s*\| area=\s*(\w+) \| maxDets=\s*(\d+)\s?\] = \s*(-?\d+\.\d+|nan)/;

/** As people say it: `AP`, `AP50`, `AP small`, `AR@100`. */
function nameOf(kind: string, iou: string, area: string | undefined, detections: string): string {
  const at = iou.includes(':') ? '' : iou.slice(2);
  return `${kind === 'Precision' ? `AP${at}` : `AR${at}@${detections}`}${area === undefined ? '' : ` ${area}`}`;
}

/** Also a line that is cut off before its value. */
export const isOfCoco = (line: string): boolean => line.includes('@[ IoU=');

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
  return {
    name: nameOf(kind, iou, component, detections),
    meaning,
    value: parseNumber(value),
    offset: found.index + whole.length - value.length,
    end: found.index + whole.length,
    written: 'fraction',
    isMarked: true,
  };
}
