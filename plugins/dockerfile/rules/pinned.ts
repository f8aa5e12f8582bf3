import {
  causes,
  type Dockerfile,
  defineRule,
  inEachDockerfile,
  type PlainCommand,
  type Report,
  readInstall,
  runCommands,
} from '../../../src/api';
import { checksOut, readClone } from '../git-clone';
import { properties, words } from '../options';

interface Options {
  readonly branches: readonly string[];
}

type Message = 'clone' | 'shallow' | 'branch' | 'install';
type Found = Report<Message>;

export default defineRule<'dockerfile', Options, Message>({
  name: 'pinned',
  scope: 'dockerfile',
  docs: {
    summary: 'Source that an image fetches with git is at a fixed commit or tag',
    why: '`git clone` and `pip install git+…` take whatever the branch has on the day of the build. The example breaks, or gives other results, without a change of its own, and a cached layer hides it from its author.',
    bad: [
      {
        wrong: 'The clone takes the newest commit.',
        sample: 'FROM python:3.12\nRUN git clone https://example.com/net.git && pip install -e net\n',
      },
      {
        wrong: 'The shallow clone takes the newest commit.',
        sample: 'FROM python:3.12\nRUN git clone --depth 1 https://example.com/net.git /opt/net\n',
      },
      {
        wrong: '`main` moves.',
        sample: 'FROM python:3.12\nRUN git clone -b main https://example.com/net.git && pip install -e net\n',
      },
      {
        wrong: 'pip installs the newest commit.',
        sample: 'FROM python:3.12\nRUN pip install "net @ git+https://example.com/net.git"\n',
      },
    ],
    good: [
      'FROM python:3.12\nRUN git clone https://example.com/net.git /opt/net && cd /opt/net && git checkout 1f2e3d4\n',
      'FROM python:3.12\nRUN git clone --branch v1.2.0 https://example.com/net.git\n',
      'FROM python:3.12\nRUN pip install git+https://example.com/net.git@1f2e3d4\n',
    ],
  },
  options: {
    schema: properties({ branches: words('Names of branches that move. Any other name may be a tag.') }),
    tables: { branches: 'pinning.branches' },
  },
  messages: {
    clone:
      'The build clones whatever {{url}} has that day. Check out the commit that you tested: add `git checkout <commit>` after the clone.{{others}}',
    shallow: 'The build clones whatever {{url}} has that day. Name the tag that you tested: `--branch <tag>`.{{others}}',
    branch:
      '`{{branch}}` of {{url}} moves, so each build may get different code. Name a tag, or check out the commit that you tested.{{others}}',
    install: 'The build installs whatever {{url}} has that day. Add the commit that you tested: `{{pinned}}`.{{others}}',
  },
  *check({ dockerfile, example, repository }, { options: { branches } }) {
    const found = unpinned(dockerfile, branches);
    if (example?.metadata) {
      yield* found.map((each) => withOthers(each, ''));
      return;
    }
    // Elsewhere, authors who don't pin don't pin anywhere.
    const all = unpinnedElsewhere(repository, branches.join('\n'));
    const cause = causes.habit('dockerfile/pinned');
    const more = all.length > 1 ? ` ${all.length - 1} more in this repository ${all.length > 2 ? 'are' : 'is'} like it.` : '';
    yield* found.map((each, index) =>
      index === 0 && all[0] === dockerfile.file.path
        ? { ...withOthers(each, more), cause }
        : { ...withOthers(each, ''), follows: cause },
    );
  },
});

const withOthers = (found: Found, others: string): Found => ({ ...found, data: { ...found.data, others } });

/** Each time that a Dockerfile fetches what isn't pinned, its path. Examples with metadata stand alone. */
const unpinnedElsewhere = inEachDockerfile<string>('dockerfile.unpinned', ({ dockerfile, example }, branches) =>
  example?.metadata ? [] : unpinned(dockerfile, branches.split('\n')).map(() => dockerfile.file.path),
);

function unpinned({ stages, file }: Dockerfile, names: readonly string[]): Found[] {
  const branches = new Set(names);
  return stages.flatMap((stage) => {
    const commands = stage.runs.flatMap((run) => runCommands(run, stage, file));
    const last = commands.findLastIndex(checksOut);
    return commands.flatMap((command, index) => [
      ...(index >= last ? clone(command, branches) : []),
      ...installs(command, branches),
    ]);
  });
}

function* clone(command: PlainCommand, branches: ReadonlySet<string>): Iterable<Found> {
  const { url, urlAt, branch, isShallow } = readClone(command) ?? {};
  if (url === undefined || urlAt === undefined) return;
  if (!branch) yield { message: isShallow ? 'shallow' : 'clone', data: { url }, at: urlAt };
  else if (branches.has(branch.text ?? '')) yield { message: 'branch', data: { url, branch: branch.text }, at: branch.span };
}

function* installs(command: PlainCommand, branches: ReadonlySet<string>): Iterable<Found> {
  for (const { url, span } of readInstall(command.words)?.requirements ?? []) {
    if (!url?.startsWith('git+')) continue;
    const [address = '', fragment] = url.split('#');
    const at = address.lastIndexOf('@');
    const branch = at > address.lastIndexOf('/') ? address.slice(at + 1) : undefined;
    const pinned = `${address.replace(/\/$/, '')}@<commit>${fragment === undefined ? '' : `#${fragment}`}`;
    if (branch === undefined) yield { message: 'install', data: { url: address, pinned }, at: span };
    else if (branches.has(branch)) yield { message: 'branch', data: { url: address.slice('git+'.length, at), branch }, at: span };
  }
}
