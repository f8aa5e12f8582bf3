import { posix } from 'node:path';
import { defineRule, folderOf, joinPath, type Launch, type Mount, type Report, type Repository } from '../../../src/api';
import { onEveryPath } from '../every-path';
import { type Built, builtIn } from '../image-builds';
import { allContainers, isService } from '../languages';
import { isWithin, repositorySource, targetOf } from '../paths';

type Id = 'code' | 'extension' | 'folder' | 'service';

export default defineRule<'launch', Record<string, never>, Id>({
  name: 'mount-hides-build',
  scope: 'launch',
  languages: allContainers,
  docs: {
    summary: "A mount doesn't hide what the image built in the same folder",
    why: 'A bind mount covers the folder of the image. What the build compiled or installed in place there is gone in the container, although the build succeeded: `ImportError: cannot import name _C`.',
    bad: [
      {
        wrong: 'The extension is compiled into /workspace, and the mount covers it.',
        sample: {
          Dockerfile: 'FROM python:3.12\nWORKDIR /workspace\nCOPY . .\nRUN pip install -e .\n',
          'setup.py':
            'from setuptools import Extension, setup\nsetup(name="nms", ext_modules=[Extension("nms._C", ["nms.c"])])\n',
          'train.sh': `#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker run -v "$DIR:/workspace" -w /workspace demo python train.py
`,
        },
      },
    ],
    good: {
      Dockerfile: 'FROM python:3.12\nCOPY . /opt/nms\nRUN pip install /opt/nms\n',
      'setup.py': 'from setuptools import Extension, setup\nsetup(name="nms", ext_modules=[Extension("nms._C", ["nms.c"])])\n',
      'train.sh': `#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker run -v "$DIR:/workspace" -w /workspace demo python train.py
`,
    },
    references: ['https://docs.docker.com/engine/storage/bind-mounts/#bind-mounting-over-existing-data'],
  },
  messages: {
    code: 'The image installs {{built}} in place, but this mount covers it with a folder that has no {{rest}}. Install it outside of {{target}}, or mount at another target.',
    extension:
      'The image compiles into {{built}}, but this mount covers it with the uncompiled sources. Build it outside of {{target}} (`COPY . /opt/build` and `RUN pip install /opt/build`), or mount at another target.',
    folder:
      'The image puts packages into {{built}}, but this mount covers it. Keep the folder of the image: add `--volume {{built}}`.',
    service:
      'The image puts packages into {{built}}, but this mount covers it. Keep the folder of the image: add `- {{built}}` to `volumes`.',
  },
  *check(launch) {
    yield* onEveryPath(launch, function* (path): Iterable<Report<Id>> {
      const { view, dockerfile } = path.image;
      if (!view || !dockerfile || isBuiltAgain(path)) return;
      const reported = new Set<Mount>();
      for (const built of builtIn(view)(dockerfile.dockerfile)) {
        const mount = coveringMount(path, built.path);
        const target = mount && targetOf(mount);
        const source = mount && repositorySource(path, mount);
        if (target === undefined || source === undefined || reported.has(mount!)) continue;
        const rest = posix.relative(target, built.path);
        const hidden = hiddenIn(path.repository, source, rest, built);
        if (!hidden) continue;
        const message = hidden === 'folder' && isService(path) ? 'service' : hidden;
        reported.add(mount!);
        const related = [{ message: 'The image builds it here.', at: built.command }];
        yield { message, data: { built: built.path, target, rest: rest || 'such project' }, at: mount!.targetSpan, related };
      }
    });
  },
});

/** The bind mount that shows in a folder; undefined where a volume or nothing does. */
function coveringMount({ spec }: Launch, folder: string): Mount | undefined {
  if (spec.open.length > 0 || spec.volumesFrom.length > 0) return undefined;
  const covering = spec.mounts.filter((mount) => isWithin(folder, targetOf(mount) ?? '?'));
  const [innermost] = covering.sort((a, b) => (targetOf(b)?.length ?? 0) - (targetOf(a)?.length ?? 0));
  return innermost?.type === 'bind' ? innermost : undefined;
}

/** What the folder that is mounted lacks; undefined where it may have all that was built. */
function hiddenIn(repository: Repository, source: string, rest: string, { kind }: Built): Id | undefined {
  const folder = rest === '' ? source : joinPath(source, rest);
  if (kind === 'folder') return repository.kind(folder) === undefined && hasManifest(repository, folder) ? 'folder' : undefined;
  if (repository.kind(folder) === undefined) return isKnownAbsent(repository, source, folder) ? 'code' : undefined;
  const names = repository.list(folder).map(({ name }) => name);
  if (hasCompiled(repository, folder)) return undefined;
  if (kind === 'program') return isCompiling(repository, `${folder}/Makefile`) ? 'extension' : undefined;
  const isProject = names.some((name) => /^(?:setup\.py|setup\.cfg|pyproject\.toml)$/.test(name));
  if (!isProject) return 'code';
  return kind === 'extension' || hasExtensions(repository, folder) ? 'extension' : undefined;
}

const hasManifest = (repository: Repository, folder: string): boolean =>
  repository.kind(joinPath(folderOf(folder), 'package.json')) === 'file';

/** The code isn't elsewhere in the mount either, where the program may add it to its search path. */
const isKnownAbsent = (repository: Repository, source: string, folder: string): boolean =>
  !repository.isIgnored(folder) &&
  !repository.isIgnored(`${folder}/`) &&
  !withSubfolders(repository, source).some((each) => repository.kind(joinPath(each, posix.basename(folder))) === 'folder');

const withSubfolders = (repository: Repository, folder: string): readonly string[] => [
  folder,
  ...repository.list(folder).flatMap(({ name, kind }) => (kind === 'folder' ? [joinPath(folder, name)] : [])),
];

const hasCompiled = (repository: Repository, folder: string): boolean =>
  withSubfolders(repository, folder).some((each) => repository.list(each).some(({ name }) => /\.(?:so|pyd|dylib)$/.test(name)));

const isCompiling = (repository: Repository, makefile: string): boolean =>
  /\.so\b|\b(?:gcc|g\+\+|nvcc|clang)\b|\$[({](?:CC|CXX|NVCC)[)}]/.test(repository.source(makefile)?.text ?? '');

/** Setuptools and maturin compile into the sources of a project that is installed in place. */
const hasExtensions = (repository: Repository, folder: string): boolean =>
  /^[^#\n]*\b(?:ext_modules\s*=|rust_extensions\s*=)/m.test(repository.source(joinPath(folder, 'setup.py'))?.text ?? '') ||
  /build-backend\s*=\s*"maturin"/.test(repository.source(joinPath(folder, 'pyproject.toml'))?.text ?? '');

/** The container builds or installs something itself before it starts the program. */
function isBuiltAgain({ process, container, repository }: Launch): boolean {
  if (!process) return true;
  const scripts = process.words.flatMap(({ text }) => {
    const located = text?.endsWith('.sh') ? container.locate(text) : undefined;
    return located?.kind === 'mounted' || located?.kind === 'copied' ? (repository.source(located.path)?.text ?? '') : [];
  });
  return [...process.words.map(({ masked }) => masked), ...scripts].some((text) =>
    /\binstall\b|setup\.py|\bmake\b|\bnpm\b/.test(text),
  );
}
