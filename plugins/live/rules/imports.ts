import { defineRule, type LiveContainer, nameOf, type Report } from '../../../src/api';
import { diagnose } from '../diagnosis';
import { container } from '../samples';
import { about, command } from '../words';

type Id = 'absent' | 'unmounted' | 'local';

export default defineRule<'container', Record<string, never>, Id>({
  name: 'imports',
  scope: 'container',
  precision: 'very-high',
  docs: {
    summary: 'The container has the modules that its program imports',
    why: 'A program that imports what is not installed ends at once with `ModuleNotFoundError`. For a module of the repository, the mount of its folder or `PYTHONPATH` is missing.',
    bad: [
      {
        wrong: 'The image lacks a package.',
        sample: container(`exitCode: 1
log: { errors: [{ kind: traceback, message: "ModuleNotFoundError: No module named 'albumentations'" }], last: [x] }`),
      },
      {
        wrong: 'Python in the running container does not find it.',
        sample: container('state: running\ninside: { missing: [], workdir: [train.py], modules: [albumentations] }'),
      },
    ],
    good: container('state: running\ninside: { missing: [], workdir: [train.py], modules: [] }'),
    references: ['Training Pipeline Verification, “Common issues”: import errors'],
  },
  messages: {
    absent:
      'The container {{name}} has no module {{module}}. Install it in the Dockerfile and build the image again. `{{check}}` shows whether it is there.',
    unmounted:
      "The container {{name}} has no module {{module}}, which is the repository's {{path}}. Mount the folder that holds it, and add its target to `PYTHONPATH`.",
    local:
      "The container {{name}} has no module {{module}}, which is the repository's {{path}}. Its folder is mounted at {{target}}: set `--env PYTHONPATH={{target}}`.",
  },
  *check(target): Iterable<Report<Id>> {
    const diagnosis = diagnose(target.facts);
    const missing = new Set(target.facts.inside?.modules ?? []);
    if (diagnosis?.kind === 'imports') missing.add(diagnosis.module);
    for (const module of missing) yield { ...about(target), ...explained(target, module) };
  },
});

function explained(target: LiveContainer, module: string): { readonly message: Id; readonly data: Report['data'] } {
  const { facts, engine } = target;
  const check = command(engine, 'exec', facts.name, 'python', '-c', `import ${module}`);
  const path = folderOfModule(target, module.split('.')[0] ?? module);
  const data = { name: facts.name, module, check, path };
  if (path === undefined) return { message: 'absent', data };
  const folder = `${target.repository.root}/${path}`.slice(0, -nameOf(path).length - 1);
  const mount = facts.mounts.find(({ source }) => source === folder);
  return mount ? { message: 'local', data: { ...data, target: mount.target } } : { message: 'unmounted', data };
}

/** Where the repository itself has a package or module of that name: at its root, beside the example, or in it. */
function folderOfModule({ repository, example }: LiveContainer, name: string): string | undefined {
  const folders = ['', 'src', ...(example ? [example.folder] : [])].map((folder) => (folder === '' ? '' : `${folder}/`));
  const paths = folders.flatMap((folder) => [`${folder}${name}`, `${folder}${name}.py`]);
  return paths.find((path) => repository.kind(path) === (path.endsWith('.py') ? 'file' : 'folder'));
}
