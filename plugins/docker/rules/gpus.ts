import table from '../../../rules/tables/launches.yaml';
import { defineRule, type Launch, type Report } from '../../../src/api';
import { presenceOf } from '../absence';
import { onAllWays, type When } from '../cases';
import { isMain, isOfPreset } from '../launches';

interface Options {
  readonly presets: readonly string[];
}

type Found = Report<'missing' | 'unneeded' | 'device'>;

const { presets } = table as {
  readonly presets: { readonly training: readonly string[]; readonly inference: readonly string[] };
};

const yaml = (gpu: number): string => `presets:\n  train: {script: train.sh}\nresources:\n  gpu: ${gpu}\n`;

export default defineRule<'launch', Options, 'missing' | 'unneeded' | 'device'>({
  name: 'gpus',
  scope: 'launch',
  docs: {
    summary: 'A container gets GPUs where the metadata says that the example needs them, and only there',
    why: 'Without `--gpus` a container sees no GPU, and the code either stops or trains on the CPU without a word. With it, an example that needs none can’t be started on a machine that has none.',
    bad: [
      { 'example.yaml': yaml(1), 'train.sh': '#!/bin/bash\ndocker run --rm demo python train.py\n' },
      { 'example.yaml': yaml(0), 'train.sh': '#!/bin/bash\ndocker run --rm --gpus all demo python train.py\n' },
    ],
    good: [
      { 'example.yaml': yaml(1), 'train.sh': '#!/bin/bash\ndocker run --rm --gpus all demo python train.py\n' },
      {
        'example.yaml': yaml(1),
        'train.sh': '#!/bin/bash\ndocker run --rm demo python prepare.py\ndocker run --rm --gpus all demo python train.py\n',
      },
      { 'example.yaml': yaml(0), 'train.sh': '#!/bin/bash\ndocker run --rm demo python train.py\n' },
    ],
    references: [
      'Training Pipeline Verification, “Docker Mount Structure”',
      'https://docs.docker.com/reference/cli/docker/container/run/#gpus',
    ],
  },
  options: {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: {
        presets: {
          type: 'array',
          items: { type: 'string' },
          description: 'presets whose scripts are held to it, `*` at the end for any rest',
        },
      },
    },
    defaults: { presets: [...presets.training, ...presets.inference] },
  },
  messages: {
    missing:
      'the metadata asks for {{count}}, and the container gets none{{when}}: the code stops, or runs on the CPU; add `--gpus all`, or write `gpu: 0`',
    unneeded:
      'the metadata says that no GPU is needed, and `--gpus` stops the container on a machine without one{{when}}; leave it out, or write `gpu: 1`',
    device: '`--gpus {{value}}` takes a GPU that a machine with one does not have; write `--gpus all`, or let the caller choose',
  },
  *check(launch, { options }): Iterable<Found> {
    yield* onAllWays(launch, (way, when) => checkWay(way, options, when));
  },
});

function* checkWay(launch: Launch, options: Options, whenOf: When): Iterable<Found> {
  if (!launch.example || !isOfPreset(launch, options.presets) || !isMain(launch)) return;
  const { spec, command } = launch;
  const wanted = launch.example.resources.gpus;
  const uses = spec.flags.filter((use) => isGpuFlag(use.name, use.value?.masked ?? ''));
  const presence = presenceOf(uses, command.when);
  if (spec.gpus?.ids.length === 1 && /^[1-9]\d*$/.test(spec.gpus.ids[0]?.text ?? '') && presence.is === 'present')
    yield { message: 'device', data: { value: spec.gpus.value.masked }, at: spec.gpus.value.span };
  if (!wanted) return;
  const related = [{ message: 'what the metadata says', at: wanted.at }];
  const when = whenOf();
  if (wanted.low > 0 && presence.is === 'absent' && presence.when.length === 0 && !mayHaveGpus(launch)) {
    const count = wanted.low === 1 ? 'a GPU' : `${wanted.low} GPUs`;
    yield { message: 'missing', data: { count, when }, at: launch.span, related };
  }
  if (wanted.high === 0 && !wanted.open && presence.is === 'present' && spec.gpus && spec.gpus.count !== undefined)
    yield {
      message: 'unneeded',
      data: { when },
      at: spec.gpus.value.span,
      related: [...related, { message: 'in this container', at: launch.span }],
    };
}

/** `--gpus`, CDI and plain devices, the runtime that gives them all. */
function isGpuFlag(name: string, value: string): boolean {
  if (name === 'gpus') return true;
  if (name === 'runtime') return value !== 'runc';
  return name === 'device' && /nvidia|gpu|kfd|dri|davinci|dxg/.test(value);
}

const mayHaveGpus = ({ spec, command }: Launch): boolean =>
  spec.open.length > 0 || spec.privileged !== false || command.engine === 'nvidia-docker';
