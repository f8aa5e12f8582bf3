/** Code that computes a metric, by the metric's name in messages and in `rules/tables/python-metrics.yaml`. */
export const metricCode: { readonly [metric: string]: RegExp } = {
  mAP: /\bm?AP(_|\b|@|\d)|map_?50|mean_?average_?precision|coco_?eval|bbox_?mAP|CocoMetric|VOCMetric|average_precision|\bIoU\b/i,
  mIoU: /m?IoU|mean_?iou|jaccard|\bdice\b/i,
  'mask mAP or IoU':
    /\bm?AP(_|\b|@|\d)|coco_?eval|mean_?average_?precision|\bm?IoU|panoptic_?quality|\bPQ\b|segm_?mAP|CocoMetric|average_precision|\bdice\b/i,
  accuracy: /acc(uracy)?(_|\b)|top_?[15]|\bf1\b|precision_recall|classification_report/i,
  'eval loss': /eval_?loss|val(idation)?_?loss|eval_dataset|eval_strategy|evaluation_strategy|\.evaluate\(|do_eval/i,
};

/** Code for a task without right answers to validate against: it generates, reconstructs, or learns from its own acts. */
export const openEndedCode =
  /discriminator|\bgan\b|noise_?scheduler|\bddpm\b|diffusers|\bgym(nasium)?\b|rollout|rasteriz|style_?weight|distributed\.rpc|Random\w{0,40}Dataset|BoringModel/i;
