import { readName } from '../../src/runs/names/metric-name';
import { scaleOf } from '../../src/runs/names/scale';

/** name as written → split | metric | component | group | aggregation */
test.each([
  ['loss', '|loss|||'],
  ['train/loss', 'train|loss|||'],
  ['loss/train', 'train|loss|||'],
  ['train_loss_step', 'train|loss|||step'],
  ['train_loss_epoch', 'train|loss|||epoch'],
  ['TrainLoss', 'train|loss|||'],
  ['epoch/val_loss', 'val|loss|||epoch'],
  ['eval_loss', 'val|loss|||'],
  ['total_loss', '|loss|||'],
  ['decode.loss_ce', '|loss|decode_ce||'],
  ['loss_rpn_cls', '|loss|rpn_cls||'],
  ['train/box_loss', 'train|loss|box||'],
  ['Gen Loss', '|loss|gen||'],
  ['coco/AP .5', '|map50|||'],
  ['bbox_mAP', '|map||bbox|'],
  ['bbox_mAP_50', '|map50||bbox|'],
  ['bbox_mAP_s', '|map|small|bbox|'],
  ['coco/bbox_mAP', '|map||bbox|'],
  ['bbox/AP', '|map||bbox|'],
  ['bbox/APl', '|map|large|bbox|'],
  ['bbox/AP-person', '|map|class:person|bbox|'],
  ['segm/AP75', '|map75||segm|'],
  ['metrics/mAP50-95(B)', '|map||bbox|'],
  ['metrics/mAP50(M)', '|map50||segm|'],
  ['metrics/mAP_0.5:0.95', '|map|||'],
  ['metrics/mAP_0.5', '|map50|||'],
  ['mIoU', '|miou|||'],
  ['val_mean_io_u', 'val|miou|||'],
  ['IoU.road', '|miou|class:road||'],
  ['iou_loss', '|loss|iou||'],
  ['acc_loss', '|loss|acc||'],
  ['precision_loss', '|loss|precision||'],
  ['loss scale', '|loss-scale|||'],
  ['number of skipped iterations', '|skipped-steps|||'],
  ['训练损失', 'train|loss|||'],
  ['验证集准确率', 'val|accuracy|||'],
  ['整体测试集上的Loss', 'test|loss|||'],
  ['学习率', '|learning-rate|||'],
  ['训练速度', '||||'],
  ['dice_coef', '|dice|||'],
  ['val_dice_coefficient', 'val|dice|||'],
  ['loss_coef', '||||'],
  ['aAcc', '|pixel-accuracy|||'],
  ['accuracy_top-1', '|accuracy|||'],
  ['accuracy/top5', '|top5-accuracy|||'],
  ['eval_top1', 'val|accuracy|||'],
  ['Acc@1', '|accuracy|||'],
  ['VAcc', 'val|accuracy|||'],
  ['BestVAcc', 'val|accuracy|best||'],
  ['val_sparse_categorical_accuracy', 'val|accuracy|||'],
  ['fast_rcnn/cls_accuracy', '|accuracy|fast_rcnn_cls||'],
  ['eval_rougeLsum', 'val|rougeLsum|||'],
  ['val/perplexity', 'val|perplexity|||'],
  ['ppl', '|perplexity|||'],
  ['log_pplx', '|loss|||'],
  ['eval_mlm_accuracy', 'val|token-accuracy|||'],
  ['dev/log_perplexity', 'val|loss|||'],
  ['grad_norm', '|gradient-norm|||'],
  ['learning_rate', '|learning-rate|||'],
  ['lr/pg0', '|learning-rate|pg0||'],
  ['train_samples_per_second', 'train|throughput|samples||'],
  ['rewards/chosen', '|reward|chosen||'],
  ['val/precision', 'val|precision|||'],
  ['Mixed Precision training with scaler', 'train||||'],
  ['half_precision', '||||'],
  ['loss_weight', '||||'],
  ['cls_loss_coef', '||||'],
  ['hidden_size', '||||'],
])('%s', (name, expected) => {
  const { split, metric, component, group, aggregation } = readName(name);
  expect([split, metric, component, group, aggregation].map((part) => part ?? '').join('|')).toBe(expected);
});

test.each([
  ['detectron2', undefined, 'bbox/AP', '0-100'],
  ['mmdetection', '2.12.0', 'bbox_mAP', '0-1'],
  ['mmdetection', '3.1.0', 'coco/bbox_mAP', '0-1'],
  ['mmsegmentation', '0.30.0', 'mIoU', '0-1'],
  ['mmsegmentation', '1.2.0', 'mIoU', '0-100'],
  ['mmsegmentation', undefined, 'mIoU', undefined],
  ['mmpretrain', '1', 'accuracy/top1', '0-100'],
  ['mmclassification', '0.2', 'accuracy_top-1', '0-100'],
  ['ultralytics', undefined, 'metrics/accuracy_top1', '0-1'],
  ['yolov5', undefined, 'metrics/mAP_0.5', '0-1'],
  ['transformers', undefined, 'eval_accuracy', '0-1'],
  ['transformers', undefined, 'eval_rouge1', '0-1'],
  ['transformers', undefined, 'eval_wer', undefined],
  [undefined, undefined, 'accuracy', undefined],
  [undefined, undefined, 'loss', 'unbounded'],
])('scale of %s %s %s', (framework, frameworkVersion, name, expected) => {
  expect(scaleOf({ reader: 'x', framework, frameworkVersion, name, meaning: readName(name), config: [] })).toBe(expected);
});

test('the word error rate of Whisper runs is in percent', () => {
  const config = [{ key: '_name_or_path', value: 'openai/whisper-small', place: { file: 'c' } }];
  expect(scaleOf({ reader: 'x', framework: 'transformers', name: 'eval_wer', meaning: readName('eval_wer'), config })).toBe(
    '0-100',
  );
});
