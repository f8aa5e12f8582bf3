import { defineRule } from '../../../src/api';
import { type BaseOptions, baseOptions, pulledBases } from '../base-images';

export default defineRule<'dockerfile', BaseOptions>({
  name: 'base-image-digest',
  scope: 'dockerfile',
  docs: {
    summary: 'The base image has a digest',
    why: 'A tag can be pushed again: `ubuntu:24.04` gets its security updates that way. Only a digest names the very image that was tested. The price is that updates come by hand, or by a bot.',
    bad: [{ wrong: 'The tag can be pushed again.', sample: 'FROM ubuntu:24.04\n' }],
    good: 'FROM ubuntu:24.04@sha256:b359f1067efa76f37863778f7b6d0e8d911e3ee8efa807ad01fbf5dc1ef9006b\n',
    references: ['https://docs.docker.com/build/building/best-practices/#pin-base-image-versions'],
  },
  options: baseOptions,
  messages: {
    undigested: '{{image}} can be pushed again under the same tag. Add the digest that you tested: `{{image}}@sha256:<digest>`.',
  },
  *check(artifact, { options }) {
    // Any other tag is the first thing to change, and dockerfile/base-image reports it.
    for (const { image, name, at, related } of pulledBases(artifact, options))
      if (image.tag !== undefined && image.tag !== 'latest') yield { message: 'undigested', data: { image: name }, at, related };
  },
});
