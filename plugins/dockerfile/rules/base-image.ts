import { causes, type DockerfileArtifact, defineRule, inEachDockerfile, nameOf, type Report } from '../../../src/api';
import { type BaseOptions, baseOptions, pulledBases } from '../base-images';

export default defineRule<'dockerfile', BaseOptions>({
  name: 'base-image',
  scope: 'dockerfile',
  docs: {
    summary: 'The base image has a version',
    why: '`latest`, or no tag at all, is whatever was pushed last. A rebuild brings another CUDA, Python or PyTorch, and no one can tell whether the example or its base changed the results.',
    bad: [
      { wrong: "The registry's address is no version.", sample: 'FROM 10.0.0.5:5000/tools/torch\n' },
      { wrong: 'There is no tag.', sample: 'FROM pytorch/pytorch\n' },
      { wrong: '`latest` moves.', sample: 'FROM pytorch/pytorch:latest\n' },
      { wrong: 'The default of the argument moves.', sample: 'ARG BASE=nvidia/cuda:latest\nFROM ${BASE}\n' },
    ],
    good: [
      'FROM pytorch/pytorch:2.9.1-cuda12.8-cudnn9-runtime AS base\nFROM base\n',
      'ARG BASE\nFROM ${BASE}\n',
      'FROM vault.habana.ai/gaudi-docker/1.20.1/ubuntu22.04/habanalabs/pytorch-installer-2.6.0\n',
      'FROM scratch\nCOPY . .\n',
    ],
  },
  options: baseOptions,
  messages: {
    untagged:
      '{{image}} has no tag, so each build takes whatever `latest` is that day. Write the version that you tested: `{{image}}:<version>`.{{others}}',
    latest: '`latest` moves, so each build may take a different {{image}}. Write the version that you tested.{{others}}',
  },
  *check(artifact, { options }) {
    const { example, repository, path } = artifact;
    const found = [...moving(artifact, options)];
    if (found.length === 0) return;
    if (example?.metadata) {
      yield* found.map((each) => withOthers(each, ''));
      return;
    }
    // Elsewhere, authors who don't name a version don't do so anywhere.
    const all = movingElsewhere(repository, JSON.stringify(options));
    const cause = causes.habit('dockerfile/base-image');
    const more = all.length > 1 ? ` ${all.length - 1} more in this repository ${all.length > 2 ? 'are' : 'is'} like it.` : '';
    yield* found.map((each, index) =>
      index === 0 && all[0] === path ? { ...withOthers(each, more), cause } : { ...withOthers(each, ''), follows: cause },
    );
  },
});

type Found = Report<'untagged' | 'latest'>;

const withOthers = (found: Found, others: string): Found => ({ ...found, data: { ...found.data, others } });

function* moving(artifact: DockerfileArtifact, options: BaseOptions): Iterable<Found> {
  for (const { image, name, at, related } of pulledBases(artifact, options)) {
    // `habanalabs/pytorch-installer-2.6.0`
    if (/\d\.\d/.test(nameOf(image.familiar))) continue;
    if (image.tag === undefined) yield { message: 'untagged', data: { image: name }, at, related };
    else if (image.tag === 'latest') yield { message: 'latest', data: { image: image.familiar }, at, related };
  }
}

/** The path of each Dockerfile whose base moves, as often as it does. Examples with metadata stand alone. */
const movingElsewhere = inEachDockerfile<string>('dockerfile.movingBases', (artifact, options) =>
  artifact.example?.metadata ? [] : [...moving(artifact, JSON.parse(options) as BaseOptions)].map(() => artifact.path),
);
