import {
  defineRule,
  imageDistributions,
  type PackageTable,
  type Report,
  type Requirement,
  readInstall,
  readRequirementsTxt,
  runCommands,
} from '../../../src/api';
import { requirementFiles } from '../installs';
import { properties, words } from '../options';

interface Options {
  readonly tools: readonly string[];
  readonly images: PackageTable['images'];
}

type Found = Report<'package'>;

export default defineRule<'dockerfile', Options, 'package'>({
  name: 'pinned-packages',
  scope: 'dockerfile',
  docs: {
    summary: 'Packages that an image installs have a version',
    why: 'Without a version, pip installs the newest package on the day of the build. The example breaks, or gives other results, without a change of its own.',
    bad: [
      { wrong: 'Neither package has a version.', sample: 'FROM python:3.12\nRUN pip install torch timm\n' },
      {
        wrong: 'The requirements file has no versions.',
        sample: {
          Dockerfile: 'FROM python:3.12\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\n',
          'requirements.txt': 'torch\ntimm\n',
        },
      },
    ],
    good: 'FROM python:3.12\nRUN pip install -U pip && pip install torch==2.9.1 "timm>=1.0,<2"\n',
  },
  options: {
    schema: properties({
      tools: words('Packages that build or install others and need no version.'),
      images: {
        type: 'array',
        description: 'Base images and the packages that they bring.',
        items: {
          ...properties({
            image: { type: 'string', description: 'A regular expression of image names with their tags.' },
            brings: words('Names of packages.'),
          }),
          required: ['image', 'brings'],
        },
      },
    }),
    tables: { tools: 'pinning.tools', images: 'python-packages.images' },
  },
  messages: {
    package:
      'No version is given for {{names}}, so each build may install a different one. Write the version that you tested: `{{name}}==<version>`.',
  },
  *check(artifact, { options: { tools, images } }): Iterable<Found> {
    const { dockerfile, repository } = artifact;
    const own: Requirement[] = [];
    const files = new Set<string>();
    for (const stage of dockerfile.stages) {
      const given = new Set([...tools, ...(imageDistributions(stage.from.value ?? '', { images }) ?? [])]);
      const isOpen = ({ name, url, specifier }: Requirement): boolean =>
        // In `pip install install torch`, a word is there twice, and no package is meant.
        url === undefined && specifier === '' && !given.has(name) && name !== 'install';
      for (const command of stage.runs.flatMap((run) => runCommands(run, stage, dockerfile.file))) {
        const install = readInstall(command.words);
        if (!install || install.tool === 'conda') continue;
        // What dockerfile/redirect reports has a version that is only lost.
        own.push(...install.requirements.filter((one) => isOpen(one) && !/[<>]/.test(dockerfile.file.text[one.span.end] ?? '')));
        for (const file of requirementFiles(artifact, install)) {
          const source = files.has(file) || repository.kind(file) !== 'file' ? undefined : repository.source(file);
          files.add(file);
          if (source) yield* oneFor(readRequirementsTxt(source).requirements.filter(isOpen));
        }
      }
    }
    yield* oneFor(own);
  },
});

/** One finding for all packages of a file. */
function* oneFor(open: readonly Requirement[]): Iterable<Found> {
  const [first] = open;
  if (!first) return;
  const names = [...new Set(open.map(({ written }) => written))];
  const shown = names.length > 4 ? [...names.slice(0, 3), `${names.length - 3} more`] : names;
  yield { message: 'package', data: { name: first.written, names: joined(shown) }, at: first.span };
}

const joined = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
