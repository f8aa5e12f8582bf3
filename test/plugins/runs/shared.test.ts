import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { builtins } from '../../../src/cli/builtin';
import { loadConfiguration } from '../../../src/config/load';
import { lint } from '../../../src/engine/lint';
import { diskTree } from '../../../src/model/disk';
import { createRepository } from '../../../src/model/repository';

const root = join(process.env['CVL_SHARED'] ?? resolve(__dirname, '../../../../shared'), 'logs');
const found = existsSync(join(root, 'PROVENANCE.tsv'));
const onLogs = found ? describe : describe.skip;

/** Folder below the logs, the task that a person would name, and what cvl must find: by run, rule and severity. Nothing else may be an error. */
const cases: readonly (readonly [folder: string, task: string | undefined, expected: readonly string[]])[] = [
  ['lightning', 'physics_informed', []],
  ['ultralytics', undefined, []],
  ['custom_csv', undefined, []],
  ['hf_trainer/1_aigoncharov_trainer_state_viz', 'text_classification', ['metrics/overfitting warning']],
  ['hf_trainer/3_NijatZeynalov_mT5-based-azerbaijani-news-summarize', 'summarization', ['runs/unfinished warning']],
  ['hf_trainer/6_Fujump_qlora', 'fine_tuning', ['metrics/memorization warning', 'metrics/held-out warning']],
  [
    'hf_trainer/7_112292454_ChatGLM-Efficient-Tuning-main',
    'fine_tuning',
    ['metrics/memorization warning', 'metrics/held-out warning', 'runs/adapter-weights warning'],
  ],
  ['detectron2/2_Elbhnasy_Medical_Waste_Detection_Detectron2', undefined, ['metrics/plateau info', 'metrics/expected warning']],
  ['detectron2/3_Asad-Ismail_SMN', undefined, ['metrics/expected warning']],
  ['custom_log/8_7vik_nn-modularity', undefined, ['runs/unfinished warning']],
  ['custom_log/14_NigelLu_Deformable-DETR', undefined, ['runs/unfinished warning']],
  ['nvidia_smi_csv', undefined, ['metrics/gpu-utilization info']],
  [
    'wandb/1_0Chris5R_StanfordCS336-Own-Transformer/wandb/run-20260118_152851-lho82d58',
    'language_modeling',
    ['runs/unfinished warning'],
  ],
  [
    'wandb/1_0Chris5R_StanfordCS336-Own-Transformer/wandb/run-20260119_193528-ij8zr2xy',
    'language_modeling',
    ['metrics/finite error', 'runs/damaged warning'],
  ],
  [
    'wandb/1_0Chris5R_StanfordCS336-Own-Transformer/wandb/run-20260119_193743-ugaeu18w',
    'language_modeling',
    ['metrics/finite error'],
  ],
  ['wandb/1_0Chris5R_StanfordCS336-Own-Transformer/wandb/run-20260119_222811-wztw488h', 'language_modeling', []],
  ['wandb/6_ACK0007_Faster-R-CNN/wandb/run-20251114_164035-4doac29i', 'object_detection', ['runs/damaged warning']],
  ['wandb/6_ACK0007_Faster-R-CNN/wandb/run-20251114_164253-smj7jmcd', 'object_detection', ['runs/unfinished warning']],
  ['wandb/8_7vik_nn-modularity', undefined, ['runs/unfinished warning']],
  ['mmdet_v2_logjson/1_zhaoyang97_mmdetection/work_dirs/carafepp_coco_faster_r50_1x', 'object_detection', []],
  ['mmdet_v2_logjson/1_zhaoyang97_mmdetection/work_dirs/imagenet_inputmixup_e100', 'object_detection', []],
  [
    'mmdet_v2_logjson/1_zhaoyang97_mmdetection/work_dirs/faster_rcnn_r50_fpn_1x_tctplus_imagenetinit_lrx10',
    'object_detection',
    ['metrics/finite error'],
  ],
  [
    'mmdet_v2_logjson/1_zhaoyang97_mmdetection/work_dirs/faster_rcnn_r50_fpn_1x_voc_moco',
    'object_detection',
    ['metrics/finite error'],
  ],
  [
    'mmdet_v2_logjson/1_zhaoyang97_mmdetection/work_dirs/fcos_r50_caffe_fpn_gn-head_mstrain_640-800_4x4_2x_coco_moco',
    'object_detection',
    ['metrics/finite error'],
  ],
  ['mmdet_v2_logjson/1_zhaoyang97_mmdetection/work_dirs/retinanet_r50_fpn_1x_swx', 'object_detection', ['metrics/finite error']],
  ['custom_log/11_J-kal_ai8x-training', 'pose_estimation', ['runs/unfinished warning']],
];

async function lintFolder(folder: string, task: string | undefined): Promise<readonly string[]> {
  const at = join(root, folder);
  const configuration = await loadConfiguration({ builtins, cwd: at, root: at, allowCode: false, commandLineRules: [] });
  const repository = createRepository(diskTree(at), {
    examples: configuration.examples,
    ignores: () => false,
    ...(task && { tasks: [task] }),
  });
  const { findings } = await lint({ repository, configuration, paths: [''], version: '0', today: '2025-01-01', wholeRun: false });
  return findings.map(({ rule, severity }) => `${rule} ${severity}`);
}

onLogs('real runs of public repositories (CVL_SHARED or ../shared, skipped where it is absent)', () => {
  test.each(cases)('%s as %s: %j', async (folder, task, expected) => {
    const reported = await lintFolder(folder, task);
    expect(reported).toEqual(expect.arrayContaining([...expected]));
    const errors = reported.filter((each) => each.endsWith(' error'));
    expect(errors.filter((each) => !expected.includes(each))).toEqual([]);
  });

  test('every run of the provenance is among them', () => {
    const rows = readFileSync(join(root, 'PROVENANCE.tsv'), 'utf8').trim().split('\n').slice(1);
    const missing = rows
      .map((row) => row.split('\t')[0]!)
      .filter((path) => !cases.some(([folder]) => path.startsWith(`${folder}/`)));
    expect(missing).toEqual([]);
  });
});
