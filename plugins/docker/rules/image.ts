import { causes, defineRule, type Example, joinPath, type Launch, nameOf, type Part, parseImage } from '../../../src/api';
import { isNamedElsewhere, isSlip, likelyMeant, mayGiveAnyName, misnamedBuild } from '../image-names';
import { originOf } from '../origin';
import { splitOff } from '../split-words';

interface Options {
  readonly public: readonly string[];
}

export default defineRule<'example', Options, 'unbuilt' | 'similar'>({
  name: 'image',
  scope: 'example',
  docs: {
    summary: 'The image that a script runs is built by a script, or is public',
    why: "An image that no script builds is looked for on Docker Hub, which answers “pull access denied”. Its author doesn't notice, because an image of that name is left over from earlier.",
    bad: [
      {
        wrong: '`build.sh` builds `leaf-net`, not `leaf_net`.',
        sample: {
          'build.sh': `#!/bin/bash
docker build -t leaf-net .
`,
          'train.sh': `#!/bin/bash
docker run --rm leaf_net python train.py
`,
          Dockerfile: 'FROM python:3.12\n',
        },
      },
      {
        wrong: 'Nothing builds `leaf-net`.',
        sample: {
          'train.sh': `#!/bin/bash
docker run --rm leaf-net python train.py
`,
          Dockerfile: 'FROM python:3.12\n',
        },
      },
    ],
    good: [
      {
        'build.sh': `#!/bin/bash
IMG="\${CVL_IMAGE:-demo}"
docker build -t "$IMG" .
`,
        'train.sh': `#!/bin/bash
docker run --rm "\${CVL_IMAGE:-demo}" python train.py
`,
        Dockerfile: 'FROM python:3.12\n',
      },
      {
        'train.sh': `#!/bin/bash
docker run --rm pytorch/pytorch:2.9.1-cuda12.8-cudnn9-runtime python train.py
`,
      },
      {
        'train.sh': `#!/bin/bash
docker run --rm python:3.12 python train.py
`,
      },
    ],
  },
  options: {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: {
        public: {
          type: 'array',
          items: { type: 'string' },
          description: 'Public images that have no owner in their name.',
        },
      },
    },
    tables: { public: 'images.official' },
  },
  messages: {
    unbuilt:
      "No script builds `{{image}}`, and it isn't a public image, so the engine can't find it. Build it in `build.sh`, or name another image.",
    similar:
      "No script builds `{{image}}`, and it isn't a public image, so the engine can't find it. {{script}} builds `{{built}}`.",
  },
  fixes: {
    similar: { replace: '{{image}}', by: '{{built}}', unsafe: true },
  },
  *check(example, { options }) {
    if (misnamedBuild(example)) return;
    const seen = new Set<string>();
    for (const launch of example.launches) {
      const image = unbuiltImage(example, launch, options.public);
      if (!image) continue;
      const at = originOf(image);
      const place = `${at.file}:${at.start}:${at.end}`;
      if (seen.has(place)) continue;
      seen.add(place);
      const meant = likelyMeant(image.text, example);
      yield {
        message: meant ? 'similar' : 'unbuilt',
        data: { image: image.text, script: meant && nameOf(meant.script.path), built: meant?.name.text },
        at,
        ...(!meant && { follows: causes.missingFile(joinPath(example.folder, 'build.sh')) }),
        related: [
          ...(at === image.span ? [] : [{ message: 'The image is run here.', at: image.span }]),
          ...(meant ? [{ message: 'The other image is built here.', at: originOf(meant.name) }] : []),
        ],
      };
    }
  },
});

function unbuiltImage(
  example: Example,
  { spec, repository, script, command }: Launch,
  official: readonly string[],
): (Part & { readonly text: string }) | undefined {
  const name = spec.image?.text;
  const image = name === undefined ? undefined : parseImage(name);
  if (!spec.image || name === undefined || spec.ambiguous || !image || typeof image === 'string') return undefined;
  if (splitOff(spec.image, command.argv)) return undefined;
  if (image.digest || official.includes(image.familiar)) return undefined;
  if (image.familiar.includes('/') && !isSlip(example, name)) return undefined;
  if (repository.imagesNamed(name).length > 0 || mayGiveAnyName(example) || isNamedElsewhere(example, name, script.path))
    return undefined;
  return { ...spec.image, text: name };
}
