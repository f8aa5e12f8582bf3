import table from '../../../rules/tables/images.yaml';
import {
  closest,
  defineRule,
  type Example,
  escapeRegExp,
  type ImageName,
  isNear,
  isPresetName,
  type Launch,
  nameOf,
  parseImage,
  type Related,
  type Report,
  sameImage,
} from '../../../src/api';
import { originOf } from '../origin';

interface Options {
  readonly public: readonly string[];
  readonly runner: boolean;
}

type Found = Report<'unbuilt' | 'misnamed' | 'runner'>;

export default defineRule<'example', Options>({
  name: 'image',
  scope: 'example',
  docs: {
    summary: 'The image that a script runs is built by a script, or public',
    why: 'Where the tag of `build.sh` and the image of `train.sh` differ, the container engine looks for the second one on Docker Hub and ends in “pull access denied”; its author does not notice, because an image of that name is left from earlier.',
    bad: [
      {
        'build.sh': '#!/bin/bash\ndocker build -t leaf-net .\n',
        'train.sh': '#!/bin/bash\ndocker run --rm leaf_net python train.py\n',
        Dockerfile: 'FROM python:3.12\n',
      },
      {
        'example.yaml': 'name: demo\nimage: leafnet\npresets:\n  build: {script: build.sh}\n  train: {script: train.sh}\n',
        'build.sh': '#!/bin/bash\ndocker build -t leaf-net .\n',
        'train.sh': '#!/bin/bash\ndocker run --rm leaf-net python train.py\n',
        Dockerfile: 'FROM python:3.12\n',
      },
    ],
    good: [
      {
        'build.sh': '#!/bin/bash\nIMG="${CVL_IMAGE:-demo}"\ndocker build -t "$IMG" .\n',
        'train.sh': '#!/bin/bash\ndocker run --rm "${CVL_IMAGE:-demo}" python train.py\n',
        Dockerfile: 'FROM python:3.12\n',
      },
      { 'train.sh': '#!/bin/bash\ndocker run --rm pytorch/pytorch:2.9.1-cuda12.8-cudnn9-runtime python train.py\n' },
      { 'train.sh': '#!/bin/bash\ndocker run --rm python:3.12 python train.py\n' },
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
          description: 'images without an owner in their name that anybody can pull',
        },
        runner: {
          type: 'boolean',
          description: 'whether a runner looks for the image that `image` names in the metadata, else the folder',
        },
      },
    },
    defaults: { public: (table as { readonly official: readonly string[] }).official, runner: true },
  },
  messages: {
    unbuilt: 'no script builds `{{image}}`, and it is no public image, so the engine cannot find it{{hint}}',
    misnamed: 'this builds `{{built}}`, but the scripts and the metadata run `{{image}}`; write `{{image}}`',
    runner:
      'the runner looks for the image `{{image}}`, {{source}}, but the example builds `{{built}}`; write `image: {{built}}` in the metadata',
  },
  *check(example, { options }): Iterable<Found> {
    const misnamed = misnamedBuild(example);
    if (misnamed) {
      yield misnamed;
      return;
    }
    const seen = new Set<string>();
    for (const launch of example.launches) {
      for (const found of unbuilt(example, launch, options.public)) {
        const key = JSON.stringify(found.at);
        if (!seen.has(key)) yield found;
        seen.add(key);
      }
    }
    if (options.runner) yield* unseenByRunner(example);
  },
});

function* unbuilt(example: Example, { spec, repository, script }: Launch, official: readonly string[]): Iterable<Found> {
  const name = spec.image?.text;
  const image = name === undefined ? undefined : parseImage(name);
  if (!spec.image || name === undefined || spec.ambiguous || !image || typeof image === 'string') return;
  if (image.digest || official.includes(image.familiar)) return;
  if (image.familiar.includes('/') && !slipOf(example, name)) return;
  if (repository.imagesNamed(name).length > 0 || hasUnclearBuild(example) || isNamedElsewhere(example, name, script.path)) return;
  const own = namesOf(example);
  const near = closest(
    name,
    own.map((each) => each.name.text ?? ''),
  );
  const candidate = own.find((each) => each.name.text === near) ?? (own.length === 1 ? own[0] : undefined);
  const hint = candidate
    ? `; ${nameOf(candidate.script.path)} builds \`${candidate.name.text}\``
    : '; build it in build.sh, or name another image';
  const at = originOf(spec.image);
  const related: Related[] = candidate ? [{ message: 'built here', at: originOf(candidate.name) }] : [];
  if (at !== spec.image.span) related.unshift({ message: 'run here', at: spec.image.span });
  yield { message: 'unbuilt', data: { image: name, hint }, at, related };
}

const plainName = (name: string): string => name.replace(/:latest$/, '');

/** The example builds an image whose name is one slip of the hand away, so that a name with a slash is no image of somebody else. */
const slipOf = (example: Example, name: string): ImageName | undefined =>
  namesOf(example).find(
    ({ name: own, build }) => build && own.text !== undefined && isNear(plainName(own.text), plainName(name)),
  );

/** The scripts and the metadata agree on a name that the one build of the example misses by a slip: then the build is at fault. */
function misnamedBuild(example: Example): Found | undefined {
  const { metadata, repository, launches } = example;
  const [own, ...others] = namesOf(example);
  const runs = new Set(launches.flatMap(({ spec }) => (spec.ambiguous ? [] : (spec.image?.text ?? []))));
  const [run, ...more] = runs;
  const given = metadata?.image?.text;
  if (!own?.build || others.length > 0 || run === undefined || more.length > 0 || given === undefined) return undefined;
  const built = own.name.text;
  if (built === undefined || !sameImage(run, given) || sameImage(run, built) || repository.imagesNamed(run).length > 0)
    return undefined;
  if (!isNear(plainName(built), plainName(run)) || hasUnclearBuild(example)) return undefined;
  const related = launches.slice(0, 1).map(({ spec }) => ({ message: 'run here', at: originOf(spec.image!) }));
  return { message: 'misnamed', data: { image: plainName(run), built: plainName(built) }, at: originOf(own.name), related };
}

/** Names that the example's own scripts give, as far as they are known. */
const namesOf = (example: Example): readonly ImageName[] => example.imageNames.filter(({ name }) => name.text !== undefined);

/** A build without a name that is known, or a script that was not followed to its end, may give any name. */
const hasUnclearBuild = (example: Example): boolean =>
  example.imageNames.some(({ name }) => name.text === undefined) ||
  example.builds.some(({ spec }) => spec.ambiguous || spec.open.length > 0) ||
  example.scripts.some(({ shell, incomplete }) => incomplete.length > 0 && /\bbuild\b/.test(shell.file.text)) ||
  example.scripts.some(({ shell }) => loads.test(shell.file.text));

/** An archive may hold images of any name. */
const loads = /\b(?:docker|podman|nerdctl) +(?:image +)?load\b/;

/** A compose file, a Makefile or a README builds it. */
function isNamedElsewhere({ files, repository }: Example, name: string, script: string): boolean {
  const plain = escapeRegExp(name.replace(/:latest$/, ''));
  const naming = new RegExp(`(?:(?:-t|--tag)[ =]+|image:\\s*|docker (?:tag|load|import)\\s.*)["'\`]?${plain}(?![\\w/.-])`);
  return files.some(({ path, type }) => {
    if (type !== 'file' || path === script || !/(\.(ya?ml|md|sh|py|txt|toml)|Makefile|justfile)$/i.test(path)) return false;
    const text = repository.source(path)?.text;
    return text?.includes(name.replace(/:latest$/, '')) === true && !/(^|\/)example\.ya?ml$/.test(path) && naming.test(text);
  });
}

/** A runner starts no preset where it does not find the image by this name. */
function* unseenByRunner(example: Example): Iterable<Found> {
  const { metadata, folder, repository } = example;
  if (!metadata || folder === '' || !runsInContainer(example)) return;
  const given = metadata.image;
  const image = given?.text ?? nameOf(folder);
  const built = namesOf(example).filter(({ build }) => build);
  const [first] = built;
  if (!first || hasUnclearBuild(example) || repository.imagesNamed(image).length > 0) return;
  if (given?.text.includes('/') && !slipOf(example, image)) return;
  const runs = example.launches.flatMap(({ spec }) => spec.image?.text ?? []);
  const name = built.find((each) => runs.some((run) => sameImage(run, each.name.text ?? ''))) ?? first;
  const at = given?.at ?? metadata.name?.at ?? metadata.yaml.nearestSpan(['name']);
  const source = given ? 'which the metadata names' : 'the folder’s name, as the metadata names none';
  yield {
    message: 'runner',
    data: { image, built: name.name.text?.replace(/:latest$/, ''), source },
    at,
    related: [{ message: 'built here', at: originOf(name.name) }],
  };
}

const buildPresets = ['build', 'build-*'];

/** Some preset that builds nothing runs in a container. */
const runsInContainer = ({ metadata, presets }: Example): boolean =>
  !metadata?.usesCog && presets.some(({ name, docker }) => docker !== false && !isPresetName(name, buildPresets));
