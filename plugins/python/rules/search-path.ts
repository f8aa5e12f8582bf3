import { type ContainerProgram, defineRule, type Launch, nameOf, type Report, rootedPath } from '../../../src/api';
import { inPrograms, startOf } from '../reports';
import { image, launch } from '../samples';
import { type ImportOptions, importOptions, pythonPathOf, type Unresolved, unresolvedImports } from '../unresolved';

type Id = 'unset' | 'otherFolders' | 'elsewhere';

const rootPackage = { '/cvlization/__init__.py': '', '/cvlization/net.py': '' };

export default defineRule<'example', ImportOptions, Id>({
  name: 'search-path',
  scope: 'example',
  docs: {
    summary: 'The container searches the folders of the modules that the code imports',
    why: "A module that is in the repository but in no folder that Python searches can't be imported. Python searches the program's own folder and those that PYTHONPATH names; a mount alone isn't enough.",
    bad: [
      {
        wrong: "The package is in the repository's root, but the container has no PYTHONPATH.",
        sample: {
          'train.sh': launch('python train.py'),
          'train.py': 'import cvlization.net\n',
          ...rootPackage,
          ...image(),
        },
      },
      {
        wrong: "PYTHONPATH names only the example's folder.",
        sample: {
          'train.sh': launch('python train.py', '-e PYTHONPATH=/workspace'),
          'train.py': 'import cvlization.net\n',
          ...rootPackage,
          ...image(),
        },
      },
      {
        wrong: 'The module is in a folder below the program.',
        sample: { 'train.sh': launch('python train.py'), 'train.py': 'import loader\n', 'src/loader.py': '', ...image() },
      },
    ],
    good: {
      'train.sh': launch('python train.py', '-v "$SCRIPT_DIR/../..:/repo:ro" -e PYTHONPATH=/repo'),
      'train.py': 'import cvlization.net\n',
      ...rootPackage,
      ...image(),
    },
  },
  options: importOptions,
  messages: {
    unset: "{{file}} imports {{module}} from the repository's root, but PYTHONPATH isn't set in this container. {{remedy}}",
    otherFolders:
      "{{file}} imports {{module}} from the repository's root, but this container's PYTHONPATH has only other folders: {{folders}}. {{remedy}}",
    elsewhere:
      "{{module}} is at {{path}}, where {{script}}'s container doesn't search for it. Add the folder that contains it to PYTHONPATH, or start the program there.",
  },
  *check(example, { options }) {
    yield* inPrograms<Id>(
      example.programs,
      function* (program) {
        for (const unresolved of unresolvedImports(program, example, options)) yield* reportOf(unresolved, program);
      },
      ({ message, at }) => [message === 'elsewhere', at],
    );
  },
});

function* reportOf({ use, module, cause }: Unresolved, program: ContainerProgram): Iterable<Report<Id>> {
  const { launch: started } = program.start;
  const at = use.import.span;
  if (cause.kind === 'elsewhere') {
    const data = { module, path: cause.path, script: nameOf(started.path) };
    yield { message: 'elsewhere', data, at, related: [startOf(program)] };
  } else if (cause.kind === 'root-package') {
    const { spec, span } = started;
    const variable = spec.env.findLast((entry) => entry.name.text === 'PYTHONPATH')?.entry.span;
    const folders = searched(program.start);
    yield {
      message: folders === '' ? 'unset' : 'otherFolders',
      data: { module, file: nameOf(use.file.path), folders, remedy: remedyFor(started, folders === '') },
      at: variable ?? spec.image?.span ?? span,
      related: [{ message: "It's imported here.", at }],
    };
  }
}

/** Names the target of the root's mount, if there is one. */
function remedyFor({ spec }: Launch, unset: boolean): string {
  const mount = spec.mounts.find(({ source }) => {
    const rooted = source?.text === undefined ? undefined : rootedPath(source.text);
    return rooted?.root === 'repository' && rooted.path === '' && rooted.above === 0;
  });
  const target = mount?.target?.text;
  if (target === undefined) return 'Mount the root, and add its target to PYTHONPATH.';
  return unset
    ? `Add \`--env PYTHONPATH=${target}\`, where the root is mounted.`
    : `Add ${target} to it, where the root is mounted.`;
}

/** The folders of the repository that PYTHONPATH names. */
const searched = (start: ContainerProgram['start']): string =>
  (pythonPathOf(start) ?? '')
    .split(':')
    .flatMap((folder) => {
      const located = folder === '' ? undefined : start.container.locate(folder);
      if (located?.kind !== 'mounted' && located?.kind !== 'copied') return [];
      return [`${folder} (${located.path === '' ? "the repository's root" : located.path})`];
    })
    .join(', ');
