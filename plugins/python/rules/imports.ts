import mountTable from '../../../rules/tables/mounts.yaml';
import packages from '../../../rules/tables/python-packages.yaml';
import {
  closest,
  defineRule,
  type Example,
  type ImportUse,
  isNear,
  nameOf,
  type PackageTable,
  type Program,
  pattern,
  patternWith,
  providersOf,
  type Report,
  rootedPath,
  type Span,
} from '../../../src/api';
import { type Installed, installedFor } from '../installed';
import { launch as script } from '../samples';

type Found = Report<'local' | 'name' | 'package' | 'elsewhere' | 'misspelt' | 'uninstalled'>;

const table = packages as PackageTable;
const build = '#!/usr/bin/env bash\ncd "$(dirname "$0")"\ndocker build -t demo .\n';

export default defineRule({
  name: 'imports',
  scope: 'example',
  docs: {
    summary: 'What the code imports is there: in the mounted folders, on PYTHONPATH, or installed in the image',
    why: 'An import that fails stops the program at its first lines, after an image of gigabytes has been built. Local modules are looked for where Python looks in the container: beside the program, on PYTHONPATH, and where the code itself adds folders. Other modules must come with a distribution that the Dockerfile installs. Imports in `try`, in functions and under conditions are not reported, nor is anything where the image holds what cannot be known.',
    bad: [
      { 'train.sh': script('python train.py'), 'train.py': 'from .models import Net\n', 'models.py': 'class Net: ...\n' },
      {
        'train.sh': script('python train.py'),
        'train.py': 'import cvlization.net\n',
        '/cvlization/__init__.py': '',
        '/cvlization/net.py': '',
        Dockerfile: 'FROM pytorch/pytorch:2.1\n',
        'build.sh': build,
      },
      {
        'train.sh': script('python train.py'),
        'train.py': 'import cv2\n',
        Dockerfile: 'FROM pytorch/pytorch:2.1\nRUN pip install wandb\n',
        'build.sh': build,
      },
    ],
    good: [
      {
        'train.sh': script('python train.py'),
        'train.py': 'from data import load\ntry:\n    import wandb\nexcept ImportError:\n    wandb = None\n',
        'data.py': 'def load(): ...\n',
      },
      {
        'train.sh': script('python train.py'),
        'train.py': 'import cv2\nimport torch\nimport yaml\n',
        Dockerfile: 'FROM pytorch/pytorch:2.1\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\n',
        'requirements.txt': 'opencv-python-headless\ntransformers\n',
        'build.sh': build,
      },
    ],
  },
  messages: {
    local: '{{module}} is not where this file looks for it, so the import fails; {{advice}}',
    name: '{{found}} has no {{name}}, so the import fails; {{advice}}',
    package:
      '{{file}} imports {{module}}, the package in the repository’s root, but this container does not find it: {{why}}; mount the root, and name the mount in PYTHONPATH',
    elsewhere:
      '{{module}} lies at {{found}}, where the container of {{script}} does not look for it; add the folder that holds it to PYTHONPATH, or start from there',
    misspelt: '{{module}} is neither beside this file nor installed, so the import fails; did you mean {{near}}, which is?',
    uninstalled:
      'nothing in the image of {{script}} provides {{module}}, so the import fails; install {{distribution}} in {{dockerfile}}',
  },
  *check(example) {
    const seen = new Set<string>();
    for (const program of example.programs) {
      for (const found of problemsOf(program, example)) {
        const key = JSON.stringify([found.at, found.message]);
        if (!seen.has(key)) yield found;
        seen.add(key);
      }
    }
  },
});

function* problemsOf(program: Program, example: Example): Iterable<Found> {
  const { graph, start } = program;
  const runs = ({ file, import: fact }: ImportUse): boolean =>
    graph.unconditional.has(file.path) && fact.guard === 'none' && !fact.lazy;
  const related = [{ message: `started by ${nameOf(start.launch.path)}`, at: start.target.part.span }];
  yield* relative(program, related);
  for (const { file, import: fact } of graph.missing.filter(runs).filter(isConfirmed)) {
    const module = '.'.repeat(fact.level) + fact.module;
    if (fact.level > 0 && file.path === program.entry.path && start.target.kind === 'file') continue;
    if (isGenerated(module)) continue;
    const hidden = hiddenBy(file.path, fact, program, example);
    const advice = hidden
      ? `it is not in the repository, because a .gitignore hides files of that name: narrow the pattern, and add the files`
      : 'add the file, or correct the name';
    const hint = hidden ? [{ message: 'hidden from git here', at: hidden }] : [];
    yield { message: 'local', data: { module, advice }, at: fact.span, related: [...hint, ...related] };
  }
  for (const use of graph.imports.filter(runs)) yield* unknownNames(use, program, example, related);
  if (graph.unknownSearchPaths.length || graph.cut) return;
  const installed = installedFor(program, table);
  for (const use of graph.external.filter(runs)) {
    const found = external(use, program, example, installed);
    if (found && isConfirmed(use)) yield { related, ...found };
  }
}

/** What makes names of a module that its text does not tell. */
const opaque = /import\s*\*|__getattr__|globals\(\)|vars\(\)|exec\(|setattr\(/;

/** Names that are imported from a file of the example in whose text they do not stand at all. */
function* unknownNames(use: ImportUse, { graph }: Program, { repository }: Example, related: Found['related']): Iterable<Found> {
  const { module, level, names } = use.import;
  if (level > 0 || !names) return;
  const path = module.replaceAll('.', '/');
  const roots = graph.roots.map((root) => (root === '' ? path : `${root}/${path}`));
  const root = roots.find((each) => repository.kind(`${each}.py`) || repository.kind(each));
  const text = root === undefined || repository.kind(root) ? undefined : repository.source(`${root}.py`)?.text;
  if (root === undefined || text === undefined || opaque.test(text)) return;
  for (const { name } of names) {
    if (!/^\w+$/.test(name) || name.startsWith('__') || pattern`\b${name}\b`.test(text) || !isConfirmed(use)) continue;
    const own = [...text.matchAll(/^(?:class|(?:async\s+)?def)\s+(\w+)|^(\w+)\s*[:=]/gm)].map(([, made, set]) => made ?? set!);
    const near = closest(name, own);
    const advice = near ? `did you mean ${near}?` : 'it was renamed or removed: write the name that is there';
    const fact = use.file.facts.imports.find((each) => each.span.start === use.import.span.start);
    const at = fact?.names?.find((each) => each.name === name)?.span ?? use.import.span;
    yield { message: 'name', data: { found: `${nameOf(root)}.py`, name, advice }, at, related };
  }
}

/** The pattern of a `.gitignore` that keeps a missing module out of the repository. */
function hiddenBy(file: string, fact: ImportUse['import'], { graph }: Program, { repository }: Example): Span | undefined {
  const folders = file.split('/').slice(0, -1);
  const bases = fact.level > 0 ? [folders.slice(0, folders.length - fact.level + 1).join('/')] : graph.roots;
  for (const base of bases) {
    const parts = fact.module.split('.');
    for (let length = 1; length <= parts.length; length++) {
      const path = [...(base === '' ? [] : [base]), ...parts.slice(0, length)].join('/');
      const hidden = repository.ignoredBy(`${path}.py`) ?? repository.ignoredBy(`${path}/__init__.py`);
      if (hidden && repository.kind(path) === undefined) return hidden;
    }
  }
  return undefined;
}

/** The scan of imports is confirmed by the parsed file, which is only parsed where something would be reported. */
const isConfirmed = ({ file, import: { span } }: ImportUse): boolean =>
  file.facts.imports.some((fact) => fact.span.start === span.start && fact.guard === 'none' && !fact.lazy);

/** Modules that a build writes, such as a version file, or protobuf's. */
const isGenerated = (module: string): boolean => /(^|\.)(_?version|_pb2|_C|_ext)$|_pb2(_grpc)?$/.test(module);

/** A program has no package: relative imports in it fail, unless it is started by `-m`. */
function* relative({ start, entry }: Program, related: Found['related']): Iterable<Found> {
  if (start.target.kind !== 'file') return;
  for (const fact of entry.facts.imports) {
    if (fact.level === 0 || fact.guard !== 'none' || fact.lazy) continue;
    const module = '.'.repeat(fact.level) + fact.module;
    yield {
      message: 'local',
      data: { module, advice: `${nameOf(entry.path)} is started as a program, which has no package: import without the dot` },
      at: fact.span,
      related,
    };
  }
}

function external(
  { file, import: fact }: ImportUse,
  { start }: Program,
  example: Example,
  installed: Installed,
): Found | undefined {
  const [top = ''] = fact.module.split('.');
  const { repository } = example;
  const providers = providersOf(fact.module, table);
  if (
    providers.some((name) => installed.distributions.has(name)) ||
    installed.distributions.has(top.toLowerCase().replaceAll('_', '-'))
  )
    return undefined;
  const script = nameOf(start.launch.path);
  const mayBeThere = hidesModules(start);
  if (repository.kind(`${top}/__init__.py`) === 'file') {
    if (mayBeThere || installed.hasProject || start.preceded || isMisrooted(start)) return undefined;
    const { spec, span } = start.launch;
    const at = spec.env.findLast((entry) => entry.name.text === 'PYTHONPATH')?.entry.span ?? spec.image?.span ?? span;
    return {
      message: 'package',
      data: { module: top, file: nameOf(file.path), why: whyNot(start) },
      at,
      related: [{ message: 'imported here', at: fact.span }],
    };
  }
  if (mayBeThere || installed.unclear.length) return undefined;
  const elsewhere = example.files.find(({ path }) => path.endsWith(`/${top}.py`) || path.endsWith(`/${top}/__init__.py`));
  if (elsewhere) {
    const found = elsewhere.path.replace(/\/__init__\.py$/, '').slice(example.folder.length + 1) || example.folder;
    return { message: 'elsewhere', data: { module: top, found, script }, at: fact.span };
  }
  if (installed.unknownContents.length && !providers.some((name) => table.seldom.includes(name))) return undefined;
  const near = meantModule(file.path, fact, example);
  if (near !== undefined) return { message: 'misspelt', data: { module: top, near }, at: fact.span };
  const [distribution = top] = providers;
  const dockerfile = nameOf(start.launch.image.dockerfile?.path ?? 'Dockerfile');
  return { message: 'uninstalled', data: { module: top, distribution, script, dockerfile }, at: fact.span };
}

/** A file beside this one whose name is one slip of the hand away, or that defines all that is imported: it was renamed. */
function meantModule(path: string, { module, names }: ImportUse['import'], { files, repository }: Example): string | undefined {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  if (module.includes('.') || module.length < 3) return undefined;
  const beside = files.filter(
    (file) =>
      file.path.endsWith('.py') &&
      file.path !== path &&
      !file.path.slice(folder.length).includes('/') &&
      file.path.startsWith(folder),
  );
  const defines = (file: string): boolean => {
    const text = names?.length ? (repository.source(file)?.text ?? '') : '';
    return text !== '' && names!.every(({ name }) => patternWith('m')`^(?:class|(?:async\s+)?def)\s+${name}\b`.test(text));
  };
  const found =
    beside.find((file) => isNear(module, nameOf(file.path).replace(/\.py$/, ''))) ?? beside.find((file) => defines(file.path));
  return found && nameOf(found.path);
}

const { roots } = mountTable as { readonly roots: { readonly [target: string]: string } };

/** Another folder than the root is mounted where the root is meant to be: `docker/mount-source` tells. */
const isMisrooted = ({ launch }: Program['start']): boolean =>
  launch.spec.mounts.some(({ target, source }) => {
    const rooted = target.text === undefined || !Object.hasOwn(roots, target.text) ? undefined : rootedPath(source?.text ?? '');
    return rooted?.root === 'repository' && (rooted.path !== '' || rooted.above > 0);
  });

/** What PYTHONPATH names instead. */
function whyNot(start: Program['start']): string {
  const text = start.variables.has('PYTHONPATH') ? start.variables.get('PYTHONPATH') : start.container.variable('PYTHONPATH');
  if (!text) return 'PYTHONPATH is not set';
  const folders = text.split(':').flatMap((folder) => {
    const located = folder === '' ? undefined : start.container.locate(folder);
    return located?.kind === 'mounted' || located?.kind === 'copied'
      ? [`${folder} is ${located.path === '' ? 'the root' : located.path}`]
      : [];
  });
  return `in its PYTHONPATH, ${folders.join(', ')}`;
}

/** PYTHONPATH, or the program's own folder in the image, may hold modules that the repository does not. */
function hidesModules(start: Program['start']): boolean {
  if (start.located?.kind === 'copied') {
    const runs = start.launch.image.view?.stages.flatMap((stage) => stage.runs) ?? [];
    if (runs.some((run) => /git\s+clone|wget|curl|unzip|tar\s/.test(run.body?.text ?? ''))) return true;
  }
  const text = start.variables.has('PYTHONPATH') ? start.variables.get('PYTHONPATH') : start.container.variable('PYTHONPATH');
  if (text === undefined) return true;
  return (text ?? '').split(':').some((folder) => {
    if (folder === '') return false;
    const located = start.container.locate(folder);
    return located.kind === 'image' || located.kind === 'unknown' || located.kind === 'outside';
  });
}
