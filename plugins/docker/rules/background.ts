import { defineRule, type Launch, type PlainCommand, simpleCommands } from '../../../src/api';

const script = (flags: string, end = '') => `#!/bin/bash
docker run --rm ${flags}--name trainer -v "$PWD/outputs:/outputs" demo python train.py${end}
cp outputs/model.pt /srv/models/
`;

export default defineRule<'launch', object, 'detached' | 'background'>({
  name: 'background',
  scope: 'launch',
  docs: {
    summary: 'A script waits for a container before it uses its outputs',
    why: 'With `-d`, or `&` at the end, the script continues as soon as the container starts. A copy of its outputs then takes those of the run before, or fails.',
    bad: [
      { wrong: 'The model is copied while the training starts.', sample: script('-d ') },
      { wrong: 'The model is copied while the training starts.', sample: script('', ' &') },
      {
        wrong: 'The container has only just started.',
        sample: `#!/bin/bash
docker run -d --name trainer demo python train.py
docker cp trainer:/app/model.pt .
`,
      },
    ],
    good: [script(''), script('-d ').replace('cp ', 'docker wait trainer\ncp '), script('', ' &').replace('cp ', 'wait\ncp ')],
    references: ['https://docs.docker.com/reference/cli/docker/container/wait/'],
  },
  messages: {
    detached:
      "The container runs in the background and isn't done here. Start it without `{{flag}}`, or write `docker wait {{name}}` above this line.",
    background: "The container runs in the background and isn't done here. Write `wait` above this line.",
  },
  fixes: {
    detached: { above: 'docker wait {{name}}', unsafe: true },
    background: { above: 'wait', unsafe: true },
  },
  *check(launch) {
    const { spec, span } = launch;
    const detach = spec.detach ? spec.flags.find(({ name }) => name === 'detach') : undefined;
    if (!detach && !isInBackground(launch)) return;
    const copy = firstCopy(launch);
    if (!copy) return;
    const data = { flag: detach?.written, name: spec.name?.text ?? '<name>' };
    yield {
      message: detach ? 'detached' : 'background',
      data,
      at: copy.span,
      related: [{ message: 'The container is started here.', at: detach?.span ?? span }],
    };
  },
});

/** A single `&` follows the command. */
const isInBackground = (launch: Launch): boolean =>
  /^\s*&(?![&>])/.test(textOf(launch).slice(launch.span.end, launch.span.end + 20));

const textOf = ({ script: { shell } }: Launch): string => shell.file.text;

/** The first command after a launch that reads what the container writes, if nothing may wait for it before. */
function firstCopy(launch: Launch): PlainCommand | undefined {
  const text = textOf(launch);
  const { file, start, end } = launch.span;
  const sources = mountSources(text.slice(start, end));
  const name = launch.spec.name?.text;
  if (file !== launch.script.path || (sources.length === 0 && name === undefined)) return undefined;
  for (const command of simpleCommands(launch.script.shell)) {
    if (command.span.start <= end) continue;
    const [program, ...words] = command.words;
    if (name !== undefined && copiesFrom(name, command)) return command;
    if (program?.text === undefined || waiting.has(program.text)) return undefined;
    const read = intoLast.has(program.text) ? words.slice(0, -1) : archivers.has(program.text) ? words : [];
    if (read.some((word) => isBelowAny(plain(text.slice(word.span.start, word.span.end)), sources))) return command;
  }
  return undefined;
}

/** `docker cp trainer:/outputs .` */
const copiesFrom = (name: string, { words: [program, verb, source] }: PlainCommand): boolean =>
  /^(?:docker|podman|nerdctl)$/.test(program?.text ?? '') && verb?.text === 'cp' && source?.text?.startsWith(`${name}:`) === true;

/** The host folders of `-v` and `--mount`, as they are written. */
const mountSources = (written: string): readonly string[] =>
  [...written.matchAll(/(?:\b(?:src|source)=|(?:-v|--volume)[ =])([^,:\s]+)/g)].map(([, source = '']) => plain(source));

/** Without quotes and braces, and without the working folder at its beginning. */
const plain = (word: string): string =>
  word
    .replace(/["'{}]/g, '')
    .replace(/^(?:\$PWD|\$\(pwd\)|\.)\/(?=.)/, '')
    .replace(/\/$/, '');

const isBelowAny = (word: string, sources: readonly string[]): boolean =>
  sources.some((source) => word === source || word.startsWith(`${source}/`));

/** Commands whose last word is where they write to, and those that only read. */
const intoLast: ReadonlySet<string> = new Set(['cp', 'mv', 'rsync', 'scp']);
const archivers: ReadonlySet<string> = new Set(['tar', 'zip', 'gzip', 'aws', 'gsutil', 'gcloud', 'rclone', 'cat']);

/** Commands that wait for a container, or may. */
const waiting: ReadonlySet<string> = new Set(['wait', 'docker', 'podman', 'nerdctl', 'sleep', 'read', 'curl', 'tail', 'timeout']);
