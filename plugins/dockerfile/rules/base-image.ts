import { defineRule } from '../../../src/api';
import { type BaseOptions, baseOptions, pulledBases } from '../base-images';

export default defineRule<'dockerfile', BaseOptions>({
  name: 'base-image',
  scope: 'dockerfile',
  docs: {
    summary: 'The base image has a version',
    why: '`latest`, or no tag at all, is whatever was pushed last. A rebuild brings another CUDA, Python or PyTorch, and no one can tell whether the example or its base changed the results.',
    bad: [
      { wrong: 'There is no tag.', sample: 'FROM pytorch/pytorch\n' },
      { wrong: '`latest` moves.', sample: 'FROM pytorch/pytorch:latest\n' },
      { wrong: 'The default of the argument moves.', sample: 'ARG BASE=nvidia/cuda:latest\nFROM ${BASE}\n' },
    ],
    good: [
      'FROM pytorch/pytorch:2.9.1-cuda12.8-cudnn9-runtime AS base\nFROM base\n',
      'ARG BASE\nFROM ${BASE}\n',
      'FROM scratch\nCOPY . .\n',
    ],
  },
  options: baseOptions,
  messages: {
    untagged:
      '{{image}} has no tag, so each build takes whatever `latest` is that day. Write the version that you tested: `{{image}}:<version>`.',
    latest: '`latest` moves, so each build may take a different {{image}}. Write the version that you tested.',
  },
  *check(artifact, { options }) {
    for (const { image, name, at, related } of pulledBases(artifact, options)) {
      if (image.tag === undefined) yield { message: 'untagged', data: { image: name }, at, related };
      else if (image.tag === 'latest') yield { message: 'latest', data: { image: image.familiar }, at, related };
    }
  },
});
