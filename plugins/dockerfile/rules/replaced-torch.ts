import { defineRule, parseImage, type Report, type Requirement } from '../../../src/api';
import { bottomOf, mayFail } from '../image-contents';
import { pythonInstalls } from '../installs';
import { properties } from '../options';

interface Options {
  readonly pairs: { readonly [name: string]: { readonly [release: string]: string } };
}

type Id = 'torch' | 'cuda' | 'partner' | 'nvidia';

export default defineRule<'dockerfile', Options, Id>({
  name: 'replaced-torch',
  scope: 'dockerfile',
  docs: {
    summary: "Packages keep the base image's PyTorch",
    why: 'A PyTorch image is made for one version of torch and CUDA. A pin of another version, or of a torchvision that needs another, downloads torch again: the image grows by gigabytes, and extensions that were built for the first torch break.',
    bad: [
      {
        wrong: 'The image has torch 2.4.1.',
        sample: {
          Dockerfile: `FROM pytorch/pytorch:2.4.1-cuda12.4-cudnn9-runtime
COPY requirements.txt .
RUN pip install -r requirements.txt
`,
          'requirements.txt': 'torch==2.1.0\n',
        },
      },
      {
        wrong: 'torchvision 0.18 needs torch 2.3.',
        sample: 'FROM pytorch/pytorch:2.4.1-cuda12.4-cudnn9-runtime\nRUN pip install torchvision==0.18.0\n',
      },
    ],
    good: 'FROM pytorch/pytorch:2.4.1-cuda12.4-cudnn9-runtime\nRUN pip install torchvision==0.19.1\n',
    references: ['https://github.com/pytorch/vision#installation'],
  },
  options: {
    schema: properties({ pairs: { type: 'object', description: 'Which torch each release of a package needs.' } }),
    tables: { pairs: 'images.torchPairs' },
  },
  messages: {
    torch:
      '{{image}} already has torch {{has}}, and this replaces it. Write `torch=={{has}}`, or choose a base image with torch {{needs}}.',
    cuda: '{{image}} already has torch {{has}} for its own CUDA version, and this replaces it. Write `torch=={{has}}`.',
    partner:
      '{{name}} {{version}} needs torch {{needs}}, so pip replaces the torch {{has}} of {{image}}. Write `{{name}}=={{instead}}`, or choose a base image with torch {{needs}}.',
    nvidia: "{{image}} has NVIDIA's own build of {{name}}, and this replaces it or conflicts with it. Delete `{{written}}`.",
  },
  fixes: {
    torch: { by: 'torch=={{has}}', unsafe: true },
    cuda: { by: 'torch=={{has}}', unsafe: true },
    partner: { by: '{{name}}=={{instead}}', unsafe: true },
  },
  *check(artifact, { options: { pairs } }): Iterable<Report<Id>> {
    const { file, stages } = artifact.dockerfile;
    const stage = stages.at(-1);
    const bottom = stage && bottomOf(artifact, stage);
    // In an environment of its own, another torch replaces nothing; one that is uninstalled is meant to be replaced.
    if (!bottom || /\bvenv\b|virtualenv|conda create|uv sync|uninstall[^\n]{0,80}\btorch\b/.test(file.text)) return;
    const image = parseImage(bottom.from.value ?? '');
    if (typeof image === 'string') return;
    const isNvidia = image.familiar === 'nvcr.io/nvidia/pytorch';
    const has = image.familiar === 'pytorch/pytorch' ? /^\d+\.\d+(?:\.\d+)?(?=-)/.exec(image.tag ?? '')?.[0] : undefined;
    if (!isNvidia && has === undefined) return;
    for (const { command, run, install, requirements } of pythonInstalls(artifact)) {
      if (install.tool === 'conda' || install.noDependencies || mayFail(run, command, file.text)) continue;
      if (command.words.some(({ text }) => text === undefined)) continue;
      for (const requirement of requirements) {
        const needs = torchOf(requirement, pairs);
        if (needs === undefined) continue;
        const isOtherCuda = requirement.name === 'torch' && hasOtherCuda(requirement.pinned ?? '', image.tag ?? '');
        if (has !== undefined && fits(has, needs) && !isOtherCuda) continue;
        const { name, written, pinned } = requirement;
        const version = pinned?.split('+', 1)[0];
        const instead = has === undefined ? undefined : partnerOf(has, name, pairs);
        if (!isNvidia && name !== 'torch' && instead === undefined) continue;
        const data = { image: `${image.familiar}:${image.tag ?? 'latest'}`, name: written, version, has, needs, instead };
        const at = requirement.span;
        const related = [{ message: 'The base image is named here.', at: bottom.from.span }];
        if (isNvidia) yield { message: 'nvidia', data: { ...data, written: `${written}==${pinned}` }, at, related };
        else yield { message: name !== 'torch' ? 'partner' : fits(has ?? '', needs) ? 'cuda' : 'torch', data, at, related };
        return;
      }
    }
  },
});

/** The torch that a pinned requirement brings; undefined where it isn't known. */
function torchOf({ name, pinned, marker }: Requirement, pairs: Options['pairs']): string | undefined {
  const version = pinned?.split('+', 1)[0];
  if (version === undefined || marker !== undefined || !/^\d+\.\d+(?:\.\d+)?$/.test(version)) return undefined;
  if (name === 'torch') return version;
  const [release, patch] = split(version);
  const torch = Object.hasOwn(pairs, name) && Object.hasOwn(pairs[name]!, release) ? pairs[name]![release] : undefined;
  return torch === undefined || !hasSamePatch(torch) ? torch : `${torch}.${patch ?? 0}`;
}

/** The release of a package that goes with a torch. */
function partnerOf(torch: string, name: string, pairs: Options['pairs']): string | undefined {
  const [release, patch] = split(torch);
  const own = Object.entries(pairs[name] ?? {}).find(([, each]) => each === release)?.[0];
  return own === undefined || !hasSamePatch(release) ? undefined : `${own}.${patch ?? 0}`;
}

const split = (version: string): [string, string | undefined] => {
  const [first, second, third] = version.split('.');
  return [`${first}.${second}`, third];
};

const hasSamePatch = (torch: string): boolean => Number.parseInt(torch, 10) >= 2 && torch !== '2.0';

/** Whether two versions agree in all numbers that both have. */
function fits(has: string, needs: string): boolean {
  const other = needs.split('.');
  return has.split('.').every((part, index) => other[index] === undefined || other[index] === part);
}

/** `2.4.1+cu118` in an image whose tag says `cuda12.4`. */
function hasOtherCuda(pinned: string, tag: string): boolean {
  const wanted = /\+cu(\d+)$/.exec(pinned)?.[1];
  const own = /-cuda(\d+)\.(\d+)/.exec(tag);
  return wanted !== undefined && own !== null && wanted !== `${own[1]}${own[2]}`;
}
