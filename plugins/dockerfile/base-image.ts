import picomatch from 'picomatch';
import {
  buildsOf,
  builtBy,
  type DockerfileArtifact,
  defineRule,
  type FromReference,
  parseImage,
  type Related,
  type Span,
} from '../../src/api';

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
    untagged: '{{image}} has no tag, so each build takes whatever `latest` is then; write `{{image}}:<version>`',
    latest: '`{{tag}}` moves, so each build may take another {{image}}; write the version that the example was tested with',
    undigested: '{{image}} can be pushed again under the same tag; add its digest, `{{image}}@sha256:…`',
  },
  *check(artifact, { options }) {
    const { dockerfile, repository } = artifact;
    const isAllowed = picomatch([...options.allow]);
    for (const { from } of dockerfile.stages) {
      if (from.stage || from.value === undefined || from.value === 'scratch') continue;
      const image = parseImage(from.value);
      if (typeof image === 'string' || image.digest || isAllowed(image.familiar)) continue;
      if (builtBy(repository, from.value).length > 0 || isSetByBuild(artifact, from)) continue;
      const { at, related } = placeOf(artifact, from);
      const data = { image: from.value, tag: image.tag };
      if (image.tag === undefined) yield { message: 'untagged', data, at, related };
      else if (image.tag === 'latest') yield { message: 'latest', data: { ...data, image: image.familiar }, at, related };
      else if (options.digest) yield { message: 'undigested', data, at, related };
    }
  },
});

const variablesIn = (text: string): readonly string[] => [...text.matchAll(/\$\{?(\w+)/g)].map(([, name = '']) => name);

/** Some build gives an argument that the reference is made of. */
const isSetByBuild = ({ repository, path }: DockerfileArtifact, from: FromReference): boolean =>
  buildsOf(repository).some(
    ({ dockerfile, spec }) =>
      dockerfile === path &&
      spec.buildArgs.some(({ name }) => name.text === undefined || variablesIn(from.text).includes(name.text)),
  );

/** The tag or image to change: where an ARG's default holds it all, that default. */
function placeOf({ dockerfile }: DockerfileArtifact, from: FromReference): { at: Span; related: Related[] } {
  const [name] = variablesIn(from.text);
  const argument = dockerfile.globalArgs.findLast((each) => each.name === name);
  const isWhole = name !== undefined && /^\$\{?\w+\}?$/.test(from.text);
  if (isWhole && argument?.valueSpan) return { at: argument.valueSpan, related: [{ message: 'used here', at: from.span }] };
  return { at: from.span, related: argument ? [{ message: 'the default', at: argument.span }] : [] };
}
