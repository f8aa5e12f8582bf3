import { basename } from '../values/paths';
import { EMPTY, known } from '../values/text';
import type { Word } from '../values/word';

const engines: ReadonlySet<string> = new Set([
  'docker',
  'podman',
  'nerdctl',
  'nvidia-docker',
  'docker-compose',
  'podman-compose',
]);

/** Whether a program is a container engine. */
export const isEngine = (name: string): boolean => engines.has(name);

/** Global flags whose value is the next word. */
const valued: ReadonlySet<string> = new Set([
  '--config',
  '-c',
  '--context',
  '-H',
  '--host',
  '-l',
  '--log-level',
  '--tlscacert',
  '--tlscert',
  '--tlskey',
  '--namespace',
  '-n',
  '--root',
  '--url',
  '--connection',
  '--runtime',
]);

/** Groups whose next word is the verb, and the verbs that are renamed. */
const groups: Record<string, Record<string, string>> = {
  container: {},
  image: { ls: 'images', rm: 'rmi', inspect: 'image inspect', prune: 'image prune', history: 'history' },
  buildx: {
    bake: 'buildx bake',
    create: 'buildx create',
    use: 'buildx use',
    ls: 'buildx ls',
    inspect: 'buildx inspect',
    rm: 'buildx rm',
  },
  builder: { prune: 'builder prune' },
};

/** The verb, and the index of the first word after it. */
export function readVerb(argv: readonly Word[]): { verb: string; argumentsAt: number } {
  const engine = basename(known(argv[0]?.segments ?? EMPTY) ?? '');
  if (engine.endsWith('-compose')) return { verb: 'compose', argumentsAt: 1 };
  let at = skipFlags(argv, 1, valued);
  const word = textAt(argv, at);
  if (word === undefined) return { verb: '', argumentsAt: Math.min(at, argv.length) };
  at += 1;
  const group = groups[word];
  if (!group) return { verb: word, argumentsAt: at };
  const next = textAt(argv, skipFlags(argv, at, new Set(['--builder'])));
  if (next === undefined || next.startsWith('-')) return { verb: word, argumentsAt: at };
  return { verb: group[next] ?? next, argumentsAt: skipFlags(argv, at, new Set(['--builder'])) + 1 };
}

function skipFlags(argv: readonly Word[], from: number, withValue: ReadonlySet<string>): number {
  let at = from;
  for (let word = textAt(argv, at); word?.startsWith('-'); word = textAt(argv, at)) at += withValue.has(word) ? 2 : 1;
  return at;
}

const textAt = (argv: readonly Word[], index: number): string | undefined =>
  argv[index] ? known(argv[index].segments) : undefined;
