import picomatch from 'picomatch';
import table from '../../../rules/tables/images.yaml';
import { type DockerfileArtifact, defineRule, type FromReference, parseImage, type Related, type Span } from '../../../src/api';
import { variablesIn } from '../variables';

const official: ReadonlySet<string> = new Set((table as { readonly official: readonly string[] }).official);

interface Options {
  readonly digest: boolean;
  readonly allow: readonly string[];
}

export default defineRule<'dockerfile', Options>({
  name: 'base-image',
  scope: 'dockerfile',
  docs: {
    summary: 'The base image has a version',
    why: '`latest`, or no tag at all, is whatever was pushed last: a rebuild brings another CUDA, another Python or another PyTorch, and the results of the example can no longer be told apart from those of its base.',
    bad: ['FROM pytorch/pytorch\n', 'FROM pytorch/pytorch:latest\n', 'ARG BASE=nvidia/cuda:latest\nFROM ${BASE}\n'],
    good: [
      'FROM pytorch/pytorch:2.9.1-cuda12.8-cudnn9-runtime AS base\nFROM base\n',
      'ARG BASE\nFROM ${BASE}\n',
      'FROM scratch\nCOPY . .\n',
    ],
  },
  options: {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: {
        digest: { type: 'boolean', description: 'ask for a digest (`@sha256:…`) too' },
        allow: {
          type: 'array',
          items: { type: 'string' },
          description: 'globs of images, as written without a tag, that may move',
        },
      },
    },
    defaults: { digest: false, allow: [] },
  },
  messages: {
    untagged: '{{image}} has no tag, so each build takes whatever `latest` is then; write `{{image}}:<version>`, or its digest',
    latest: '`{{tag}}` moves, so each build may take another {{image}}; write the version, or the digest, that was tested',
    undigested: '{{image}} can be pushed again under the same tag; add its digest, `{{image}}@sha256:…`',
  },
  *check(artifact, { options }) {
    const { dockerfile, repository } = artifact;
    const isAllowed = picomatch([...options.allow]);
    for (const { from } of dockerfile.stages) {
      if (from.stage || from.value === undefined || from.value === 'scratch') continue;
      const image = parseImage(from.value);
      if (typeof image === 'string' || image.digest || isAllowed(image.familiar)) continue;
      // Nobody but the team itself makes an image without an owner in its name, except Docker.
      if (!image.familiar.includes('/') && !official.has(image.familiar)) continue;
      if (repository.imagesNamed(from.value).some(({ build }) => build) || isSetByBuild(artifact, from)) continue;
      const { at, related } = placeOf(artifact, from);
      const data = { image: from.value, tag: image.tag };
      if (image.tag === undefined) yield { message: 'untagged', data, at, related };
      else if (image.tag === 'latest') yield { message: 'latest', data: { ...data, image: image.familiar }, at, related };
      else if (options.digest) yield { message: 'undigested', data, at, related };
    }
  },
});

/** Some build gives an argument that the reference is made of. */
const isSetByBuild = ({ repository, path }: DockerfileArtifact, from: FromReference): boolean =>
  repository.builds.some(
    ({ dockerfile, spec }) =>
      dockerfile === path &&
      spec.buildArgs.some(({ name }) => name.text === undefined || variablesIn(from.text).includes(name.text)),
  );

/** The tag or image to change: the default of the ARG that holds it, where that is all or the tag of the reference. */
function placeOf({ dockerfile }: DockerfileArtifact, from: FromReference): { at: Span; related: Related[] } {
  const names = variablesIn(from.text);
  const name = /^\$\{?\w+\}?$/.test(from.text) || /:\$\{?\w+\}?$/.test(from.text) ? names.at(-1) : undefined;
  const argument = dockerfile.globalArgs.findLast((each) => each.name === name);
  if (argument?.valueSpan) return { at: argument.valueSpan, related: [{ message: 'used here', at: from.span }] };
  const first = dockerfile.globalArgs.findLast((each) => each.name === names[0]);
  return { at: from.span, related: first ? [{ message: 'the default', at: first.span }] : [] };
}
