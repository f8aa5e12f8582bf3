import { posix } from 'node:path';
import { type DockerfileArtifact, defineRule, normalName, parseImage, type Report, type Requirement } from '../../../src/api';
import { bottomOf, isWithout, type Lacks, lacksSchema, mayFail, systemPackages } from '../image-contents';
import { type PythonInstall, pythonInstalls } from '../installs';
import { properties, words } from '../options';

interface Compiled {
  readonly names: readonly string[];
  readonly index: boolean;
  readonly if?: readonly string[];
}

interface Options {
  readonly compiled: readonly Compiled[];
  readonly without: Lacks;
}

type Id = 'devel' | 'other';

export default defineRule<'dockerfile', Options, Id>({
  name: 'missing-compiler',
  scope: 'dockerfile',
  docs: {
    summary: 'An image that compiles CUDA code has the CUDA compiler',
    why: 'pip compiles packages such as flash-attn during the build. Images whose tags say `runtime` or `base` have the CUDA libraries, but not nvcc: “CUDA_HOME environment variable is not set”.',
    bad: [
      {
        wrong: 'The runtime image has no nvcc.',
        sample: `FROM pytorch/pytorch:2.4.1-cuda12.4-cudnn9-runtime
RUN pip install --no-build-isolation flash-attn==2.6.3
`,
      },
    ],
    good: [
      `FROM pytorch/pytorch:2.4.1-cuda12.4-cudnn9-devel
RUN pip install --no-build-isolation flash-attn==2.6.3
`,
      `FROM pytorch/pytorch:2.4.1-cuda12.4-cudnn9-runtime
RUN pip install --no-build-isolation flash-attn==2.6.3 || echo "without flash-attn"
`,
    ],
    references: [
      'https://github.com/Dao-AILab/flash-attention#installation-and-features',
      'https://hub.docker.com/r/nvidia/cuda',
    ],
  },
  options: {
    schema: properties({
      compiled: {
        type: 'array',
        description: 'Packages whose installation compiles CUDA code.',
        items: {
          ...properties({
            names: words('Names of packages or their repositories.'),
            index: { type: 'boolean', description: 'Whether the package index has no wheel either.' },
            if: words('Words of which one must be in the Dockerfile.'),
          }),
          required: ['names', 'index'],
        },
      },
      without: lacksSchema,
    }),
    tables: { compiled: 'images.compiled', without: 'images.without' },
  },
  messages: {
    devel:
      "{{name}} is compiled with nvcc, which {{image}} doesn't have, so the build fails or leaves out the CUDA code. Base the image on `{{devel}}`, or install a wheel by its address.",
    other:
      "{{name}} is compiled with nvcc, which {{image}} doesn't have, so the build fails or leaves out the CUDA code. Base the image on a `-devel` tag of pytorch/pytorch or nvidia/cuda, or install a wheel by its address.",
  },
  *check(artifact, { options: { compiled, without } }): Iterable<Report<Id>> {
    const { file, stages } = artifact.dockerfile;
    if (/nvcc|cuda-toolkit|CUDA_HOME|SKIP_CUDA_BUILD|VLLM_USE_PRECOMPILED/.test(file.text)) return;
    for (const stage of stages) {
      const bottom = bottomOf(artifact, stage);
      if (!bottom || !isWithout(bottom.name, 'nvcc', without)) continue;
      for (const each of pythonInstalls(artifact)) {
        const requirement = each.stage === stage ? compiledBy(each, compiled, artifact) : undefined;
        if (!requirement) continue;
        const system = systemPackages(artifact, stage, each.command.span.start);
        if (system.isOpen || system.names.some((name) => /^(?:cuda|nvidia-cuda|nvhpc)/.test(name))) continue;
        const devel = develOf(bottom.from.value ?? '');
        yield {
          message: devel ? 'devel' : 'other',
          data: { name: requirement.written, image: bottom.name, devel },
          at: requirement.span,
          related: [{ message: 'The image is based on this one.', at: bottom.from.span }],
        };
        break;
      }
    }
  },
});

/** What an install compiles: a requirement that can't come as a wheel, or a project that the Dockerfile cloned. */
function compiledBy(
  { command, run, install, requirements, folder }: PythonInstall,
  compiled: readonly Compiled[],
  { dockerfile: { file } }: DockerfileArtifact,
): Pick<Requirement, 'written' | 'span'> | undefined {
  const words = command.words.map(({ text }) => text);
  if (install.tool === 'conda' || mayFail(run, command, file.text) || words.some(mayBringWheels)) return undefined;
  const isCompiled = (name: string, fromSource: boolean): boolean =>
    compiled.some(
      ({ names, index, if: needed }) =>
        names.includes(name) && (index || fromSource) && (!needed || needed.some((word) => file.text.includes(word))),
    );
  const requirement = requirements.find(
    ({ name, url, marker }) =>
      marker === undefined && (!url || /^git\+|\.(?:git|zip|tar\.gz)(?:[@#]|$)/.test(url)) && isCompiled(name, url !== undefined),
  );
  if (requirement) return requirement;
  const cloned = install.projects.flatMap(({ path, span }) => {
    const written = posix.basename(posix.resolve(folder ?? '/', path));
    return file.text.includes(`/${written}`) && isCompiled(normalName(written), true) ? [{ written, span }] : [];
  });
  return /git clone|git\s+-C/.test(file.text) ? cloned[0] : undefined;
}

/** An option or an index that may have wheels; those of PyPI and PyTorch have none of these packages. */
const mayBringWheels = (text: string | undefined): boolean =>
  text === undefined ||
  /^(?:-f|--find-links|--only-binary|--prefer-binary)/.test(text) ||
  (/^https?:|=https?:/.test(text) && !/^git\+|pypi\.org|download\.pytorch\.org|\.(?:zip|whl|tar\.gz)/.test(text));

function develOf(image: string): string | undefined {
  const parsed = parseImage(image);
  if (typeof parsed === 'string' || parsed.digest || !/^(?:pytorch\/pytorch|nvidia\/cuda)$/.test(parsed.familiar))
    return undefined;
  const devel = parsed.tag?.replace(/-(?:runtime|base)(?=-|$)/, '-devel');
  return devel && devel !== parsed.tag ? `${parsed.familiar}:${devel}` : undefined;
}
