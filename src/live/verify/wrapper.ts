import { readBuild, readRun } from '../../languages/docker';
import { readVerb, type Word } from '../../languages/shell';

/** What the wrapper of an engine's client is told, as JSON in a file. */
export interface WrapperSettings {
  /** The real clients by name: `docker` → `/usr/bin/docker`. */
  readonly clients: { readonly [name: string]: string };
  /** The value of the label that marks the containers of this verification. */
  readonly id: string;
  /** Variables that containers get, instead of the values that the script gives them. */
  readonly variables: { readonly [name: string]: string };
  /** Where calls are noted, a line of JSON each. */
  readonly record: string;
  /** What the real clients get back of the environment: some are scripts that call others. Null: not set. */
  readonly restored: { readonly [name: string]: string | null };
}

/** The name under which `sudo` is called through the wrapper, where a script calls an engine by it. */
export const sudo = 'sudo';

/** The label of every container that a verification starts. */
export const verificationLabel = 'cvl.verification';

/** A call that makes a container or an image, as it was noted. */
export interface NotedCall {
  /** The client that the script calls. */
  readonly client: string;
  readonly verb: 'run' | 'create' | 'build';
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Of `build`: the names that the image gets. */
  readonly tags: readonly string[];
  /** Of `run` and `create`: what the script asks for. */
  readonly asked?: AskedContainer;
}

export interface AskedContainer {
  readonly image: string;
  readonly name?: string;
  readonly user?: string;
  readonly workdir?: string;
  readonly gpus: boolean;
  readonly mounts: readonly {
    readonly type: string;
    readonly source?: string;
    readonly target: string;
    readonly readonly: boolean;
  }[];
}

/** What the real client is called with, and what is noted of it. */
export interface Rewritten {
  readonly words: readonly string[];
  readonly call: Omit<NotedCall, 'at'> | undefined;
  /**
   * What is called once the container has ended, with a new name after these words: `--rm` would have removed it, and another may want its
   * name.
   */
  readonly afterwards?: readonly string[];
}

/**
 * The words after the client's name as the real client gets them, and the call to note. A container gets the label and the variables, and
 * no terminal, which nobody sits at. It isn't removed when it ends, so that what ended it can be read: whoever set the label removes it.
 */
export function rewrite(
  client: string,
  words: readonly string[],
  { id, variables }: Pick<WrapperSettings, 'id' | 'variables'>,
): Rewritten {
  const argv = [client, ...words].map(literal);
  const { verb, argumentsAt } = readVerb(argv);
  const own = argv.slice(argumentsAt);
  if (verb === 'build') {
    const tags = readBuild(own, { engine: engineOf(client) }).tags.flatMap(({ text }) => text ?? []);
    return { words, call: { client, verb, tags } };
  }
  if (verb !== 'run' && verb !== 'create') return { words, call: undefined };
  const spec = readRun(own, { verb, engine: engineOf(client) });
  const imageAt = spec.image?.span.start;
  if (spec.help || spec.ambiguous || spec.image?.text === undefined || imageAt === undefined) return { words, call: undefined };
  // Of a flag that is given twice, the last use counts.
  const added = [
    ...(spec.remove === true ? ['--rm=false'] : []),
    ...(spec.tty === true ? ['--tty=false'] : []),
    `--label=${verificationLabel}=${id}`,
    ...Object.entries(variables).flatMap((pair) => ['--env', pair.join('=')]),
  ];
  const at = words[imageAt - 2] === '--' ? imageAt - 2 : imageAt - 1;
  const name = spec.name?.text;
  return {
    words: [...words.slice(0, at), ...added, ...words.slice(at)],
    call: { client, verb, tags: [], asked: askedOf(spec, spec.image.text) },
    ...(verb === 'run' &&
      spec.remove === true &&
      spec.detach !== true &&
      name !== undefined && { afterwards: [...ofClient(words.slice(0, argumentsAt - 1)), 'rename', name] }),
  };
}

/** The client's own flags, in front of `run` or `container run`. */
const ofClient = (words: readonly string[]): readonly string[] => words.slice(0, words.at(-2) === 'container' ? -2 : -1);

const askedOf = (spec: ReturnType<typeof readRun>, image: string): AskedContainer => ({
  image,
  ...textOf('name', spec.name),
  ...textOf('user', spec.user),
  ...textOf('workdir', spec.workdir),
  gpus: spec.gpus !== null,
  mounts: spec.mounts.flatMap(({ type, source, target, readonly }) =>
    target?.text === undefined
      ? []
      : [{ type: type ?? 'bind', ...textOf('source', source), target: target.text, readonly: readonly === true }],
  ),
});

/** Flags of sudo that take a value of their own. */
const valuedBySudo = new Set(['-C', '-D', '-g', '-h', '-p', '-R', '-r', '-T', '-t', '-U', '-u']);

/** Where sudo's words name the program that it starts. */
export function programAfterSudo(words: readonly string[]): number {
  let at = 0;
  while (/^-.|^[A-Za-z_]\w*=/.test(words[at] ?? '') && words[at] !== '--') at += valuedBySudo.has(words[at] ?? '') ? 2 : 1;
  return words[at] === '--' ? at + 1 : at;
}

/** A word whose position is its index. */
const literal = (text: string, index: number): Word => {
  const span = { file: '', start: index, end: index + 1 };
  return { segments: [{ text, span }], span };
};

const engineOf = (client: string) => (client === 'podman' || client === 'nerdctl' ? client : 'docker');

const textOf = <Name extends string>(
  name: Name,
  part: { readonly text: string | undefined } | null,
): { readonly [key in Name]?: string } =>
  (part?.text === undefined ? {} : { [name]: part.text }) as { readonly [key in Name]?: string };
