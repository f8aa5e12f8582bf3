import type { Span } from '../../../text/span';
import type { Argument } from '../arguments';
import { known, unknown, type Value } from '../value';
import type { CallFact, Calls } from './calls';

/** The cache that a download goes to unless the call names another place. */
export type Cache =
  | 'huggingface'
  | 'torch'
  | 'keras'
  | 'tensorflow-datasets'
  | 'ultralytics'
  | 'whisper'
  | 'kaggle'
  | 'modelscope'
  | 'sklearn'
  | 'easyocr'
  | 'none';

/** A call that downloads a model, a dataset, or another file. */
export interface Download {
  /** `transformers.AutoModel.from_pretrained`. */
  readonly by: string;
  readonly callee: string;
  readonly cache: Cache;
  /** The model, data set, or address. */
  readonly what: Value;
  /** The argument that says where it goes (`cache_dir`, `local_dir`, `root`, and the like). */
  readonly target: Argument | undefined;
  readonly revision: Value | undefined;
  /** It certainly only reads what is on disk: `local_files_only=True`, or a path. */
  readonly local: boolean;
  /** What is downloaded, as written, or the call. */
  readonly span: Span;
  readonly call: CallFact;
}

/** Parameters that say what to download, most specific first. */
const subjectParameters = [
  'pretrained_model_name_or_path',
  'repo_id',
  'repo_or_dir',
  'path',
  'model',
  'model_name',
  'model_name_or_path',
  'url',
  'name',
  'handle',
  'origin',
];
/** Parameters that say where a download goes. `local_dir` comes first: if it is given, `cache_dir` has no effect. */
const targetParameters = [
  'local_dir',
  'cache_dir',
  'data_dir',
  'model_dir',
  'root',
  'cache_folder',
  'destination',
  'filename',
  'download_root',
  'dst',
  'out',
  'output',
];

export const downloadsOf = (calls: Calls): Download[] => [
  ...downloadCalls(calls),
  ...calls.of('model').filter(takesWeights).map(weightsOf),
];

/** Whether a call asks for a torchvision model with trained weights. */
function takesWeights(call: CallFact): boolean {
  if (!call.name.startsWith('torchvision.models')) return false;
  const weights = call.argument('weights');
  const isNamed = weights?.value.kind === 'known' && typeof weights.value.value === 'string' && weights.value.value !== '';
  return isNamed || /_Weights\.\w+$/.test(weights?.refersTo ?? '') || isTrue(call.argument('pretrained'));
}

function weightsOf(call: CallFact): Download {
  const named = call.callee === 'get_model' ? (call.argument('name') ?? call.argument('model_name')) : undefined;
  return {
    by: call.name,
    callee: call.callee,
    cache: 'torch',
    what: call.callee === 'get_model' ? (named?.value ?? unknown) : known(call.callee),
    target: undefined,
    revision: undefined,
    local: false,
    span: named?.span ?? call.span,
    call,
  };
}

function downloadCalls(calls: Calls): Download[] {
  return calls.of('download').flatMap((call) => {
    if (call.name.startsWith('torchvision.datasets.') && !isTrue(call.argument('download'))) return [];
    if (call.name === 'transformers.pipeline' && isObject(call.argument('model'))) return [];
    if (/timm/.test(call.name) && !isTrue(call.argument('pretrained') ?? call.arguments.positional[1])) return [];
    const names = call.name.startsWith('torchvision.datasets.') ? [] : subjectParameters;
    const what = names.map((name) => call.argument(name)).find((argument) => argument !== undefined);
    const value = what?.value ?? unknown;
    const target = targetParameters
      .filter(
        (name) =>
          !(name === 'filename' && call.callee === 'hf_hub_download') && !(name === 'data_dir' && call.callee === 'load_dataset'),
      )
      .map((name) => call.argument(name))
      .find((argument) => argument !== undefined);
    return [
      {
        by: call.name,
        callee: call.callee,
        cache: cacheOf(call),
        what: value,
        target,
        revision: call.setting('revision'),
        local: isTrue(call.argument('local_files_only')) || isLocalPath(value, call),
        span: what?.span ?? call.span,
        call,
      },
    ];
  });
}

const isTrue = (argument: Argument | undefined): boolean => argument?.value.kind === 'known' && argument.value.value === true;

/** The result of a class or of one of its `from_…` methods: a model rather than its name. */
const isObject = (argument: Argument | undefined): boolean => /\b([A-Z]\w*|from_\w+)\(\)$/.test(argument?.refersTo ?? '');

/** A path, or the name of a local loader such as `json` or `imagefolder`. */
function isLocalPath(value: Value, call: CallFact): boolean {
  if (value.kind !== 'known' || typeof value.value !== 'string') return false;
  if (
    call.callee === 'load_dataset' &&
    /^(json|csv|text|parquet|arrow|imagefolder|audiofolder|webdataset|pandas|generator)$/.test(value.value)
  )
    return true;
  if (/^[a-z]+:\/\//.test(value.value)) return false;
  return (
    /^(\.{0,2}\/|~)/.test(value.value) ||
    value.value.split('/').length > 2 ||
    /^(outputs?|checkpoints?|data|models?)\//.test(value.value)
  );
}

function cacheOf(call: CallFact): Cache {
  const { name, callee } = call;
  if (/^(torch\.hub|torch\.utils\.model_zoo|torchvision)/.test(name) && callee !== 'download_url_to_file')
    return name.startsWith('torchvision.datasets') ? 'none' : 'torch';
  if (name.startsWith('keras')) return 'keras';
  if (name.startsWith('tensorflow_')) return 'tensorflow-datasets';
  if (name.startsWith('ultralytics')) return 'ultralytics';
  if (name.startsWith('whisper')) return 'whisper';
  if (name.startsWith('kagglehub')) return 'kaggle';
  if (name.startsWith('modelscope')) return 'modelscope';
  if (name.startsWith('easyocr')) return 'easyocr';
  if (/^(sklearn|openml)/.test(name)) return 'sklearn';
  if (/^(urllib|wget|gdown)/.test(name) || callee === 'download_url_to_file') return 'none';
  return 'huggingface';
}
