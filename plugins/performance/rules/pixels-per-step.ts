import { type CallFact, numberOf, type Setting } from '../../../src/api';
import { defineAdvice } from '../advice';
import { type ImageSize, smallestSize } from '../image-sizes';
import { suppliesTraining } from '../loaders';
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
      const size = batches.every(({ own }) => own) ? undefined : smallestSize(training);
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

interface Batch {
  readonly call: CallFact;
  readonly batch: Setting & { readonly value: number };
  /** The size, if the same call sets it. */
  readonly own?: ImageSize;
}

function* batchesOf(training: Training): Iterable<Batch> {
  for (const file of training.files) {
    for (const call of file.facts.calls.of('ultralytics-train')) {
      const batch = numberOf(call, 'batch', training.start);
      const side = numberOf(call, 'imgsz', training.start);
      if (batch && side) yield { call, batch, own: { width: side.value, height: side.value, at: side.at } };
    }
    for (const call of file.facts.dataLoaders) {
      const batch = suppliesTraining(call, file) ? numberOf(call, 'batch_size', training.start) : undefined;
      if (batch) yield { call, batch };
    }
  }
}
