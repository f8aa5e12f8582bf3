import {
  type Argument,
  type CallFact,
  type Literal,
  numberOf,
  type PythonFile,
  type Setting,
  type Span,
  settingIn,
} from '../../../src/api';
import { defineAdvice } from '../advice';
import { feedsTraining } from '../loaders';
import { launch, trainingLoop, vram } from '../samples';
import { placeOf } from '../settings';
import { type Training, trainingsOf } from '../trainings';

const loop = (size: number): string =>
  trainingLoop('DataLoader(train_set, batch_size=64, shuffle=True, num_workers=4, pin_memory=True)').replace(
    'net = ',
    `transform = torchvision.transforms.Resize((${size}, ${size}))\nnet = `,
  );

export default defineAdvice<{ readonly megapixelsPerGigabyte: number }>({
  name: 'pixels-per-step',
  concern: 'memory',
  docs: {
    summary: 'The batch and image size fit the memory that the metadata asks for',
    why: 'The activations of a step grow with batch × height × width. Sizes that were tried on a large GPU run out of memory on one that the metadata asks for. A smaller batch with more accumulation trains the same, and smaller images are faster as well.',
    bad: [
      {
        wrong: 'A step holds 64 images of a megapixel each.',
        sample: { 'example.yaml': vram(16), 'train.sh': launch(), 'train.py': loop(1024) },
      },
    ],
    good: [
      { 'example.yaml': vram(16), 'train.sh': launch(), 'train.py': loop(224) },
      { 'example.yaml': vram(80), 'train.sh': launch(), 'train.py': loop(1024) },
    ],
    references: ['Training Pipeline Verification, “GPU Memory Optimization”: reduce image size'],
  },
  options: {
    properties: {
      megapixelsPerGigabyte: {
        type: 'number',
        exclusiveMinimum: 0,
        description: 'Report steps with more than this many millions of pixels per GB of GPU memory.',
      },
    },
    tables: { megapixelsPerGigabyte: 'performance.pixels-per-step.megapixelsPerGigabyte' },
  },
  messages: {
    many: 'A step holds {{batch}} images of {{width}} × {{height}}{{source}}: {{pixels}} megapixels, a lot for {{vram}} GB of GPU memory. Halve the batch and accumulate gradients, or use smaller images.{{measured}}',
  },
  *find(example, { megapixelsPerGigabyte }) {
    const high = example.resources.vram?.high;
    if (!high) return;
    for (const training of trainingsOf(example)) {
      const batches = [...batchesOf(training)];
      const size = batches.every(({ own }) => own)
        ? undefined
        : smallestOf(training.files.flatMap((file) => sizesIn(file, training)));
      for (const { call, batch, own } of batches) {
        const { width, height, at } = own ?? size ?? {};
        if (width === undefined || height === undefined || at === undefined) continue;
        const pixels = (batch.value * width * height) / 1e6;
        if (pixels <= megapixelsPerGigabyte * high) continue;
        const data = { batch: batch.value, width, height, pixels: Math.round(pixels), vram: high, source: batch.source };
        yield { message: 'many', data, at: placeOf(call, batch).at, related: [{ message: 'The image size is set here.', at }] };
      }
    }
  },
});

interface Size {
  readonly width: number;
  readonly height: number;
  readonly at: Span;
}

interface Batch {
  readonly call: CallFact;
  readonly batch: Setting & { readonly value: number };
  /** The size, if the same call sets it. */
  readonly own?: Size;
}

function* batchesOf(training: Training): Iterable<Batch> {
  for (const file of training.files) {
    for (const call of file.facts.calls.of('ultralytics-train')) {
      const batch = numberOf(call, 'batch', training.start);
      const side = numberOf(call, 'imgsz', training.start);
      if (batch && side) yield { call, batch, own: { width: side.value, height: side.value, at: side.at } };
    }
    for (const call of file.facts.dataLoaders) {
      const batch = feedsTraining(call, file) ? numberOf(call, 'batch_size', training.start) : undefined;
      if (batch) yield { call, batch };
    }
  }
}

/** Calls that give images a size. torchvision and Albumentations share the names. */
const sizers = /^(Resize|RandomCrop|CenterCrop|RandomResizedCrop|RandomSizedCrop)$/;

function sizesIn(file: PythonFile, training: Training): Size[] {
  if (!/\b(torchvision|albumentations)\b/.test(file.source.text)) return [];
  return file.index.calls.flatMap(({ node, frame }) => {
    const { func } = node;
    const name = func.nodeType === 'Attribute' ? func.attr : func.nodeType === 'Name' ? func.id : '';
    if (!sizers.test(name)) return [];
    const at = file.span(node);
    const read = (expression: Argument['expression'] | undefined): Literal | undefined =>
      expression &&
      settingIn({ expression, frame, span: at, at, refersTo: undefined, value: file.resolve(expression, frame) }, training.start)
        ?.value;
    const keyword = (word: string) => node.keywords.find(({ arg }) => arg === word)?.value;
    const [first, second] = node.args;
    const size = read(keyword('size') ?? (keyword('height') ? undefined : first));
    const pair = Array.isArray(size) ? size : [size ?? read(keyword('height')), read(keyword('width') ?? second) ?? size];
    const [height, width = height] = pair;
    return typeof height === 'number' && typeof width === 'number' && height > 1 && width > 1 ? [{ width, height, at }] : [];
  });
}

/** Where several are set, which one the model sees is not known: the smallest says the least. */
const smallestOf = (sizes: readonly Size[]): Size | undefined =>
  [...sizes].sort((one, other) => one.width * one.height - other.width * other.height)[0];
