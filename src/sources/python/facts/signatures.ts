/** What a call is, for facts. */
export type CallKind =
  | 'data-loader'
  | 'optimiser'
  | 'autocast'
  | 'scaler'
  | 'cast'
  | 'precision-policy'
  | 'accelerator'
  | 'compile'
  | 'gradient-checkpointing'
  | 'lightning-trainer'
  | 'lightning-callback'
  | 'lightning-logger'
  | 'training-arguments'
  | 'trainer'
  | 'peft'
  | 'quantisation'
  | 'openmmlab-config'
  | 'openmmlab-runner'
  | 'model'
  | 'keras-compile'
  | 'keras-fit'
  | 'tracker-init'
  | 'tracker-log'
  | 'metric-log'
  | 'seed'
  | 'download'
  | 'backward'
  | 'validation'
  | 'fit'
  | 'report'
  | 'ultralytics-train';

export interface Signature {
  readonly kind: CallKind;
  /** Full names; `*.method` is that method of anything. */
  readonly names: readonly string[];
  /** Parameters in order of position, as far as they matter. */
  readonly parameters?: readonly string[];
}

/** Last parts that stand for any name of a module, looked up when the code runs: `models.__dict__[name]`, `getattr(models, name)`. */
export const lookUps: readonly string[] = ['__dict__', 'getattr'];

const within = (module: string, names: string): string[] => names.split(' ').map((name) => `${module}.${name}`);
const method = (names: string): string[] => within('*', names);

const trainingArguments =
  'TrainingArguments Seq2SeqTrainingArguments SFTConfig DPOConfig GRPOConfig PPOConfig ORPOConfig KTOConfig RewardConfig RLOOConfig OnlineDPOConfig';
const trainers =
  'Trainer Seq2SeqTrainer SFTTrainer DPOTrainer GRPOTrainer PPOTrainer ORPOTrainer KTOTrainer RewardTrainer RLOOTrainer OnlineDPOTrainer';
const callbacks =
  'ModelCheckpoint EarlyStopping LearningRateMonitor LearningRateFinder BatchSizeFinder RichProgressBar TQDMProgressBar DeviceStatsMonitor ThroughputMonitor GradientAccumulationScheduler StochasticWeightAveraging WeightAveraging EMAWeightAveraging BackboneFinetuning ModelPruning ModelSummary RichModelSummary LambdaCallback OnExceptionCheckpoint Timer';
const loggers = 'CSVLogger TensorBoardLogger WandbLogger MLFlowLogger CometLogger NeptuneLogger LitLogger';
const torchOptimisers = 'Adam AdamW SGD RMSprop Adagrad Adadelta Adamax NAdam RAdam LBFGS ASGD Rprop SparseAdam Adafactor Muon';
const bitsandbytesOptimisers =
  'Adam AdamW SGD RMSprop Lion Adagrad LAMB LARS AdEMAMix Adam8bit AdamW8bit SGD8bit RMSprop8bit Lion8bit Adagrad8bit LAMB8bit LARS8bit AdEMAMix8bit Adam32bit AdamW32bit SGD32bit Lion32bit PagedAdam PagedAdamW PagedLion PagedAdEMAMix PagedAdam8bit PagedAdamW8bit PagedLion8bit PagedAdEMAMix8bit PagedAdam32bit PagedAdamW32bit PagedLion32bit';
const kerasOptimisers = 'Adam AdamW SGD RMSprop Adagrad Adadelta Adamax Nadam Ftrl Lion Adafactor Lamb Muon LossScaleOptimizer';
const peftConfigurations =
  'LoraConfig AdaLoraConfig LoHaConfig LoKrConfig OFTConfig BOFTConfig IA3Config VeraConfig RandLoraConfig FourierFTConfig HRAConfig BoneConfig VBLoRAConfig PolyConfig XLoraConfig LNTuningConfig TrainableTokensConfig AdaptionPromptConfig PrefixTuningConfig PromptTuningConfig PromptEncoderConfig MultitaskPromptTuningConfig';
const torchvisionModels =
  'fasterrcnn_resnet50_fpn fasterrcnn_resnet50_fpn_v2 fasterrcnn_mobilenet_v3_large_fpn maskrcnn_resnet50_fpn maskrcnn_resnet50_fpn_v2 retinanet_resnet50_fpn retinanet_resnet50_fpn_v2 ssd300_vgg16 ssdlite320_mobilenet_v3_large fcos_resnet50_fpn keypointrcnn_resnet50_fpn';
const torchvisionSegmentation =
  'deeplabv3_resnet50 deeplabv3_resnet101 deeplabv3_mobilenet_v3_large fcn_resnet50 fcn_resnet101 lraspp_mobilenet_v3_large';
const torchvisionClassification =
  'alexnet convnext_tiny convnext_small convnext_base convnext_large densenet121 densenet161 densenet169 densenet201 efficientnet_b0 efficientnet_b1 efficientnet_b2 efficientnet_b3 efficientnet_b4 efficientnet_b5 efficientnet_b6 efficientnet_b7 efficientnet_v2_s efficientnet_v2_m efficientnet_v2_l googlenet inception_v3 maxvit_t mnasnet0_5 mnasnet0_75 mnasnet1_0 mnasnet1_3 mobilenet_v2 mobilenet_v3_small mobilenet_v3_large regnet_y_400mf regnet_y_800mf regnet_y_1_6gf regnet_y_3_2gf regnet_y_8gf regnet_y_16gf regnet_y_32gf regnet_y_128gf regnet_x_400mf regnet_x_800mf regnet_x_1_6gf regnet_x_3_2gf regnet_x_8gf regnet_x_16gf regnet_x_32gf resnet18 resnet34 resnet50 resnet101 resnet152 resnext50_32x4d resnext101_32x8d resnext101_64x4d wide_resnet50_2 wide_resnet101_2 shufflenet_v2_x0_5 shufflenet_v2_x1_0 shufflenet_v2_x1_5 shufflenet_v2_x2_0 squeezenet1_0 squeezenet1_1 swin_t swin_s swin_b swin_v2_t swin_v2_s swin_v2_b vgg11 vgg11_bn vgg13 vgg13_bn vgg16 vgg16_bn vgg19 vgg19_bn vit_b_16 vit_b_32 vit_l_16 vit_l_32 vit_h_14 get_model';

export const signatures: readonly Signature[] = [
  {
    kind: 'data-loader',
    names: [
      'torch.utils.data.DataLoader',
      'torchdata.stateful_dataloader.StatefulDataLoader',
      'torch_geometric.loader.DataLoader',
      'monai.data.DataLoader',
    ],
    parameters: [
      'dataset',
      'batch_size',
      'shuffle',
      'sampler',
      'batch_sampler',
      'num_workers',
      'collate_fn',
      'pin_memory',
      'drop_last',
    ],
  },
  {
    kind: 'optimiser',
    names: [
      ...within('torch.optim', torchOptimisers),
      ...within('bitsandbytes.optim', bitsandbytesOptimisers),
      ...within('apex.optimizers', 'FusedAdam FusedSGD FusedLAMB'),
      ...within('deepspeed.ops.adam', 'FusedAdam DeepSpeedCPUAdam'),
      'lion_pytorch.Lion',
      'transformers.AdamW',
      'transformers.Adafactor',
    ],
    parameters: ['params', 'lr'],
  },
  {
    kind: 'optimiser',
    names: [
      ...within('keras.optimizers', kerasOptimisers),
      ...within('keras.optimizers.legacy', kerasOptimisers),
      ...within('keras.optimizers.experimental', kerasOptimisers),
    ],
    parameters: ['learning_rate'],
  },
  { kind: 'optimiser', names: within('torchtuples.optim', 'Adam AdamW SGD RMSprop AdamWR'), parameters: ['lr'] },
  { kind: 'autocast', names: ['torch.cuda.amp.autocast', 'torch.cpu.amp.autocast'], parameters: ['enabled', 'dtype'] },
  { kind: 'autocast', names: ['torch.autocast', 'torch.amp.autocast'], parameters: ['device_type', 'dtype', 'enabled'] },
  {
    kind: 'autocast',
    names: ['accelerate.Accelerator().autocast', 'lightning.Fabric().autocast', 'lightning.fabric.Fabric().autocast'],
  },
  { kind: 'autocast', names: ['mmengine.optim.AmpOptimWrapper', 'mmengine.optim.optimizer.AmpOptimWrapper'] },
  { kind: 'scaler', names: ['torch.cuda.amp.GradScaler', 'torch.amp.GradScaler', 'torch.GradScaler'] },
  { kind: 'cast', names: method('half bfloat16 to') },
  {
    kind: 'precision-policy',
    names: [
      'keras.mixed_precision.set_global_policy',
      'keras.mixed_precision.experimental.set_policy',
      'torch.set_default_dtype',
      'torch.set_float32_matmul_precision',
    ],
    parameters: ['policy'],
  },
  {
    kind: 'accelerator',
    names: ['accelerate.Accelerator', 'lightning.Fabric', 'lightning.fabric.Fabric'],
    parameters: ['device_placement', 'split_batches', 'mixed_precision'],
  },
  { kind: 'compile', names: ['torch.compile', 'torch.jit.script', 'torch.jit.trace'], parameters: ['model'] },
  {
    kind: 'gradient-checkpointing',
    names: [
      ...method('gradient_checkpointing_enable enable_gradient_checkpointing set_gradient_checkpointing set_grad_checkpointing'),
      'torch.utils.checkpoint.checkpoint',
      'torch.utils.checkpoint.checkpoint_sequential',
    ],
  },
  { kind: 'lightning-trainer', names: ['lightning.Trainer', 'lightning.trainer.Trainer', 'lightning.trainer.trainer.Trainer'] },
  {
    kind: 'lightning-callback',
    names: [
      ...within('lightning.callbacks', callbacks),
      ...within('lightning.callbacks.early_stopping', 'EarlyStopping'),
      ...within('lightning.callbacks.model_checkpoint', 'ModelCheckpoint'),
      ...within('lightning.callbacks.lr_monitor', 'LearningRateMonitor'),
      ...within('lightning.callbacks.progress', 'RichProgressBar TQDMProgressBar'),
    ],
  },
  {
    kind: 'lightning-logger',
    names: [
      ...within('lightning.loggers', loggers),
      ...within('lightning.loggers.csv_logs', 'CSVLogger'),
      ...within('lightning.loggers.tensorboard', 'TensorBoardLogger'),
      ...within('lightning.loggers.wandb', 'WandbLogger'),
      ...within('lightning.loggers.mlflow', 'MLFlowLogger'),
    ],
    parameters: ['save_dir', 'name'],
  },
  {
    kind: 'training-arguments',
    names: [...within('transformers', trainingArguments), ...within('trl', trainingArguments)],
    parameters: ['output_dir'],
  },
  {
    kind: 'trainer',
    names: [...within('transformers', trainers), ...within('trl', trainers), 'sentence_transformers.SentenceTransformerTrainer'],
    parameters: ['model', 'args'],
  },
  {
    kind: 'peft',
    names: [
      ...within('peft', peftConfigurations),
      'peft.get_peft_model',
      'peft.prepare_model_for_kbit_training',
      'trl.get_peft_config',
      ...method('get_peft_model'),
    ],
  },
  { kind: 'quantisation', names: ['transformers.BitsAndBytesConfig', 'trl.get_quantization_config'] },
  {
    kind: 'openmmlab-config',
    names: ['mmengine.Config.fromfile', 'mmengine.config.Config.fromfile', 'mmcv.Config.fromfile', 'mmcv.utils.Config.fromfile'],
    parameters: ['filename'],
  },
  {
    kind: 'openmmlab-runner',
    names: [
      'mmengine.runner.Runner.from_cfg',
      'mmengine.runner.Runner',
      'mmengine.Runner.from_cfg',
      'mmdet.apis.train_detector',
      'mmseg.apis.train_segmentor',
      'mmdet.apis.init_detector',
      'mmseg.apis.init_model',
      'mmpose.apis.init_model',
    ],
    parameters: ['cfg'],
  },
  {
    kind: 'model',
    names: [
      ...within('torchvision.models.detection', torchvisionModels),
      ...within('torchvision.models.segmentation', torchvisionSegmentation),
      ...within('torchvision.models', torchvisionClassification),
      ...within('torchvision.models.video', 'r3d_18 mc3_18 r2plus1d_18 s3d mvit_v1_b mvit_v2_s swin3d_t swin3d_s swin3d_b'),
      ...['', '.detection', '.segmentation', '.video'].flatMap((module) =>
        within(`torchvision.models${module}`, lookUps.join(' ')),
      ),
      'lightning.utilities.model_helpers.get_torchvision_model',
      'timm.create_model',
      'timm.models.create_model',
    ],
    parameters: ['model_name'],
  },
  {
    kind: 'model',
    names: within('segmentation_models_pytorch', 'Unet UnetPlusPlus FPN DeepLabV3 DeepLabV3Plus create_model'),
    parameters: ['encoder_name'],
  },
  { kind: 'ultralytics-train', names: ['ultralytics.YOLO().train', 'ultralytics.RTDETR().train'] },
  { kind: 'keras-compile', names: method('compile') },
  { kind: 'keras-fit', names: method('fit fit_generator') },
  {
    kind: 'tracker-init',
    names: [
      'wandb.init',
      'accelerate.Accelerator().init_trackers',
      'mlflow.start_run',
      'keras.callbacks.TensorBoard',
      'torch.utils.tensorboard.SummaryWriter',
      'tensorflow.summary.create_file_writer',
      'comet_ml.Experiment',
      'neptune.init_run',
      'trackio.init',
      'swanlab.init',
      'aim.Run',
      'clearml.Task.init',
    ],
    parameters: ['log_dir'],
  },
  {
    kind: 'tracker-log',
    names: [
      'wandb.log',
      'wandb.init().log',
      'mlflow.log_metric',
      'mlflow.log_metrics',
      'trackio.log',
      'swanlab.log',
      'tensorflow.summary.scalar',
      'accelerate.Accelerator().log',
      'lightning.Fabric().log',
      'lightning.Fabric().log_dict',
      'lightning.fabric.Fabric().log',
      'lightning.fabric.Fabric().log_dict',
      ...['wandb.keras', 'wandb.integration.keras'].flatMap((module) => within(module, 'WandbCallback WandbMetricsLogger')),
      'torch.utils.tensorboard.SummaryWriter().add_scalar',
      'torch.utils.tensorboard.SummaryWriter().add_scalars',
      ...method('add_scalar add_scalars log_metrics'),
    ],
  },
  { kind: 'metric-log', names: ['self.log', 'self.log_dict'] },
  {
    kind: 'seed',
    names: [
      'torch.manual_seed',
      'torch.cuda.manual_seed',
      'torch.cuda.manual_seed_all',
      'torch.random.manual_seed',
      ...method('manual_seed'),
      'numpy.random.seed',
      'numpy.random.default_rng',
      'numpy.random.RandomState',
      'random.seed',
      'random.Random',
      'transformers.set_seed',
      'transformers.trainer_utils.set_seed',
      'accelerate.utils.set_seed',
      'diffusers.training_utils.set_seed',
      'lightning.seed_everything',
      'lightning.fabric.seed_everything',
      'torch_geometric.seed_everything',
      'jax.random.PRNGKey',
      'tensorflow.random.set_seed',
      'keras.utils.set_random_seed',
      'mmengine.runner.set_random_seed',
      'mmdet.apis.set_random_seed',
    ],
    parameters: ['seed'],
  },
  { kind: 'download', names: ['*.from_pretrained'], parameters: ['pretrained_model_name_or_path'] },
  {
    kind: 'download',
    names: ['diffusers.DiffusionPipeline.from_pretrained', '*.load_lora_weights'],
    parameters: ['pretrained_model_name_or_path'],
  },
  { kind: 'download', names: ['transformers.pipeline'], parameters: ['task', 'model'] },
  {
    kind: 'download',
    names: ['datasets.load_dataset', 'datasets.load_dataset_builder'],
    parameters: ['path', 'name', 'data_dir', 'data_files', 'split', 'cache_dir'],
  },
  { kind: 'download', names: ['huggingface_hub.hf_hub_download'], parameters: ['repo_id', 'filename'] },
  { kind: 'download', names: ['huggingface_hub.snapshot_download'], parameters: ['repo_id'] },
  { kind: 'download', names: ['torch.hub.load'], parameters: ['repo_or_dir', 'model'] },
  {
    kind: 'download',
    names: ['torch.hub.load_state_dict_from_url', 'torch.utils.model_zoo.load_url'],
    parameters: ['url', 'model_dir'],
  },
  {
    kind: 'download',
    names: [
      'torch.hub.download_url_to_file',
      'urllib.request.urlretrieve',
      'urllib.urlretrieve',
      'wget.download',
      'gdown.download',
    ],
    parameters: ['url', 'destination'],
  },
  {
    kind: 'download',
    names: ['sentence_transformers.SentenceTransformer', 'sentence_transformers.CrossEncoder'],
    parameters: ['model_name_or_path'],
  },
  { kind: 'download', names: ['keras.utils.get_file'], parameters: ['fname', 'origin'] },
  { kind: 'download', names: ['tensorflow_datasets.load'], parameters: ['name'] },
  { kind: 'download', names: ['tensorflow_hub.load', 'tensorflow_hub.KerasLayer'], parameters: ['handle'] },
  {
    kind: 'download',
    names: within(
      'torchvision.datasets',
      'CIFAR10 CIFAR100 MNIST FashionMNIST SVHN VOCDetection VOCSegmentation OxfordIIITPet Flowers102 Food101 STL10 EMNIST KMNIST StanfordCars Caltech101 DTD EuroSAT',
    ),
    parameters: ['root'],
  },
  {
    kind: 'download',
    names: [
      'whisper.load_model',
      'ultralytics.YOLO',
      'ultralytics.RTDETR',
      'open_clip.create_model_and_transforms',
      'timm.create_model',
      'kagglehub.dataset_download',
      'kagglehub.model_download',
      'modelscope.snapshot_download',
      'openml.datasets.get_dataset',
      'sklearn.datasets.fetch_openml',
      'sklearn.datasets.fetch_california_housing',
      'easyocr.Reader',
    ],
    parameters: ['name'],
  },
  { kind: 'backward', names: method('backward') },
  {
    kind: 'fit',
    names: ['lightning.Trainer().fit'],
    parameters: ['model', 'train_dataloaders', 'val_dataloaders', 'datamodule'],
  },
  { kind: 'fit', names: method('train'), parameters: [] },
  { kind: 'validation', names: method('validate evaluate test eval val predict') },
  {
    kind: 'report',
    names: ['print', 'tqdm.tqdm.write', ...method('info print set_postfix set_description set_postfix_str log')],
  },
];

/** Last parts of the names of a kind: one of them occurs in any file that has such a call. */
export const calleesOf = (kind: CallKind): readonly string[] => callees.get(kind) ?? [];

const callees = new Map<CallKind, readonly string[]>();
for (const { kind, names } of signatures) {
  const own = names.map((name) => name.slice(name.lastIndexOf('.') + 1));
  callees.set(kind, [...new Set([...(callees.get(kind) ?? []), ...own])]);
}
