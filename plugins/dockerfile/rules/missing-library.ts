import { type DockerfileArtifact, defineRule, type Report, type Requirement, withDependencies } from '../../../src/api';
import { bottomOf, isBrought, isWithout, type Lacks, lacksSchema, mayFail, stagesOf, systemPackages } from '../image-contents';
import { isUninstalled, type PythonInstall, pythonInstalls } from '../installs';
import { properties, words } from '../options';

interface Library {
  readonly library: string;
  readonly neededBy: readonly string[];
  readonly broughtBy: readonly string[];
  readonly install: string;
  /** It's a program. */
  readonly runs?: boolean;
  readonly instead: { readonly [name: string]: string };
}

interface Options {
  readonly libraries: readonly Library[];
  readonly without: Lacks;
  readonly brings: { readonly [name: string]: readonly string[] };
}

type Id = 'replace' | 'install' | 'program';

const named = {
  type: 'object',
  additionalProperties: { type: 'string' },
  description: 'Packages that work without it.',
} as const;

export default defineRule<'dockerfile', Options, Id>({
  name: 'missing-library',
  scope: 'dockerfile',
  docs: {
    summary: 'The image has the shared libraries and programs that its Python packages need',
    why: "Some packages load libraries of the system, or run its programs, which pip doesn't install. The build succeeds, and the import fails: `ImportError: libGL.so.1: cannot open shared object file`. Without ffmpeg, Whisper fails at its first file.",
    bad: [
      {
        wrong: '`import cv2` fails, because the slim image has no libGL.',
        sample: {
          Dockerfile: 'FROM python:3.12-slim\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\n',
          'requirements.txt': 'numpy==2.1.3\nopencv-python==4.10.0.84\n',
        },
      },
      { wrong: 'Whisper reads sound with ffmpeg.', sample: 'FROM python:3.12-slim\nRUN pip install openai-whisper==20240930\n' },
      { wrong: 'The slim image has no libgomp.', sample: 'FROM python:3.12-slim\nRUN pip install lightgbm==4.5.0\n' },
    ],
    good: [
      'FROM python:3.12-slim\nRUN pip install opencv-python-headless==4.10.0.84\n',
      `FROM python:3.12-slim
RUN apt-get update && apt-get install -y libgl1 libglib2.0-0
RUN pip install opencv-python==4.10.0.84
`,
    ],
    references: ['https://github.com/opencv/opencv-python/issues/370'],
  },
  options: {
    schema: properties({
      libraries: {
        type: 'array',
        description: 'Shared libraries, what needs them, and what brings them.',
        items: {
          ...properties({
            library: { type: 'string', description: 'The name of its file.' },
            neededBy: words('Python packages that load it.'),
            broughtBy: words('Globs of system packages that may bring it.'),
            install: { type: 'string', description: 'The system packages to install.' },
            runs: { type: 'boolean', description: 'It is a program that they run.' },
            instead: named,
          }),
          required: ['library', 'neededBy', 'broughtBy', 'install', 'instead'],
        },
      },
      without: lacksSchema,
      brings: { type: 'object', description: 'Python packages and what they install.' },
    }),
    tables: { libraries: 'images.libraries', without: 'images.without', brings: 'python-packages.brings' },
  },
  messages: {
    replace:
      "{{name}} loads {{library}}, which {{image}} doesn't have, so the import fails. Write `{{instead}}`, or install `{{install}}` with apt-get.",
    install:
      "{{name}} loads {{library}}, which {{image}} doesn't have, so the import fails. Add `RUN apt-get update && apt-get install -y {{install}}` to the Dockerfile.",
    program:
      "{{name}} runs {{library}}, which {{image}} doesn't have, so it fails at the first file. Add `RUN apt-get update && apt-get install -y {{install}}` to the Dockerfile.",
  },
  fixes: {
    replace: { replace: '{{name}}', by: '{{instead}}', unsafe: true },
    install: { instruction: 'RUN apt-get update && apt-get install -y {{install}}', unsafe: true },
    program: { instruction: 'RUN apt-get update && apt-get install -y {{install}}', unsafe: true },
  },
  *check(artifact, { options: { libraries, without, brings } }): Iterable<Report<Id>> {
    const stage = artifact.dockerfile.stages.at(-1);
    const bottom = stage && bottomOf(artifact, stage);
    if (!stage || !bottom) return;
    const system = systemPackages(artifact, stage);
    const installs = pythonInstalls(artifact).filter((each) => stagesOf(stage).includes(each.stage));
    for (const { library, neededBy, broughtBy, install, runs, instead } of libraries) {
      if (system.isOpen || !isWithout(bottom.name, library, without) || isBrought(system, broughtBy)) continue;
      const needed = neededOf(installs, neededBy, brings, artifact);
      if (!needed || isReplaced(installs, runs ? [`imageio-${library}`, `static-${library}`] : Object.values(instead))) continue;
      const { requirement, name } = needed;
      const other = Object.hasOwn(instead, name) ? instead[name] : undefined;
      yield {
        message: runs ? 'program' : other && requirement.name === name ? 'replace' : 'install',
        data: { name: requirement.written, library, image: bottom.name, instead: other, install },
        at: requirement.span,
        related: [{ message: 'The image is based on this one.', at: bottom.from.span }],
      };
    }
  },
});

/** The first package that needs a library, itself or by what it installs. Those that ask for it by name come first. */
function neededOf(
  installs: readonly PythonInstall[],
  neededBy: readonly string[],
  brings: Options['brings'],
  artifact: DockerfileArtifact,
): { readonly requirement: Requirement; readonly name: string } | undefined {
  const { file } = artifact.dockerfile;
  const certain = installs.filter(({ install, run, command }) => install.tool !== 'conda' && !mayFail(run, command, file.text));
  const all = certain.flatMap(({ requirements, install }) =>
    requirements
      .filter(({ marker }) => marker === undefined)
      .map((requirement) => ({ requirement, isAlone: install.noDependencies })),
  );
  const isGone = (name: string): boolean => isUninstalled(artifact, name);
  for (const { requirement } of all) {
    if (neededBy.includes(requirement.name) && !isGone(requirement.name)) return { requirement, name: requirement.name };
  }
  for (const { requirement, isAlone } of all) {
    const installed = isAlone ? new Set<string>() : withDependencies([requirement.name], { brings }).all;
    const name = neededBy.find((each) => installed.has(each) && !isGone(each));
    if (name) return { requirement, name };
  }
  return undefined;
}

/** A package that does without is installed too, so it depends on the order which of them is loaded. */
const isReplaced = (installs: readonly PythonInstall[], others: readonly string[]): boolean =>
  installs.some(({ requirements }) => requirements.some(({ name }) => others.includes(name)));
