import type { Reader } from '../reader';
import { boostingHistory } from './boosting';
import { catboostTsv } from './catboost';
import { clearmlArchive } from './clearml/archive';
import { clearmlConsole } from './clearml/console';
import { clearmlOffline } from './clearml/metrics';
import { metricsCsv } from './csv';
import { cometOffline } from './comet/offline';
import { detectron2Json } from './detectron2';
import { dvcliveMetric } from './dvclive/metric';
import { dvcliveSummary } from './dvclive/summary';
import { fastaiCsv } from './fastai';
import { hyperParameters } from './hyper-parameters';
import { jsonHistory } from './json-history';
import { jsonLines } from './json-lines';
import { kerasCsv } from './keras';
import { lightningCsv } from './lightning';
import { mlflowMeta } from './mlflow/meta';
import { mlflowMetric } from './mlflow/metric';
import { mlflowParameter } from './mlflow/parameter';
import { mmcvJson } from './mmcv';
import { mmcvResults } from './mmcv-results';
import { mmengineJson } from './mmengine';
import { monitorCsv } from './monitor';
import { nvidiaSmi } from './nvidia-smi';
import { peftConfig } from './peft';
import { rllibCsv } from './rllib/progress';
import { rllibJson } from './rllib/result';
import { stableBaselinesCsv } from './stable-baselines';
import { stepValue } from './step-value';
import { tensorboard } from './tensorboard/tensorboard';
import { textLog } from './text';
import { timmCsv } from './timm';
import { trainerLog } from './transformers/log';
import { transformersResults } from './transformers/results';
import { transformersState } from './transformers/state';
import { ultralyticsCsv } from './ultralytics';
import { visualdl } from './visualdl';
import { wandbBinary } from './wandb/binary';
import { wandbConfig } from './wandb/config';
import { wandbEvents } from './wandb/events';
import { wandbMetadata } from './wandb/metadata';
import { wandbOutput } from './wandb/output';
import { wandbSummary } from './wandb/summary';
import { yoloResults } from './yolo-results';

/** The built-in readers. Where two are equally sure of a file, the first one wins. */
export const readers: readonly Reader[] = [
  tensorboard,
  wandbBinary,
  visualdl,
  cometOffline,
  mlflowMetric,
  mlflowParameter,
  mlflowMeta,
  dvcliveMetric,
  dvcliveSummary,
  lightningCsv,
  ultralyticsCsv,
  yoloResults,
  timmCsv,
  fastaiCsv,
  kerasCsv,
  stableBaselinesCsv,
  monitorCsv,
  rllibCsv,
  catboostTsv,
  metricsCsv,
  stepValue,
  nvidiaSmi,
  transformersState,
  trainerLog,
  transformersResults,
  mmcvJson,
  mmcvResults,
  mmengineJson,
  detectron2Json,
  rllibJson,
  clearmlOffline,
  clearmlConsole,
  clearmlArchive,
  jsonLines,
  boostingHistory,
  jsonHistory,
  wandbConfig,
  wandbSummary,
  wandbMetadata,
  wandbEvents,
  wandbOutput,
  peftConfig,
  hyperParameters,
  textLog,
];
