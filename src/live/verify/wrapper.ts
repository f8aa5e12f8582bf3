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
}

/** The label of every container that a verification starts. */
export const verificationLabel = 'cvl.verification';

/** A call that makes a container or an image, as it was noted. */
export interface NotedCall {
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

/**
 * The words after the client's name as the real client gets them, and the call to note. A container gets the label and the variables.
 * It isn't removed when it ends, so that what ended it can be read: whoever set the label removes it.
 */
export function rewrite(
  client: string,
  words: readonly string[],
  { id, variables }: Pick<WrapperSettings, 'id' | 'variables'>,
): { readonly words: readonly string[]; readonly call: Omit<NotedCall, 'at'> | undefined } {
  const argv = [client, ...words].map(literal);
  const { verb, argumentsAt } = readVerb(argv);
  const own = argv.slice(argumentsAt);
  if (verb === 'build') {
    const tags = readBuild(own, { engine: engineOf(client) }).tags.flatMap(({ text }) => text ?? []);
    return { words, call: { verb, tags } };
  }
  if (verb !== 'run' && verb !== 'create') return { words, call: undefined };
  const spec = readRun(own, { verb, engine: engineOf(client) });
  const imageAt = spec.image?.span.start;
  if (spec.help || spec.ambiguous || spec.image?.text === undefined || imageAt === undefined) return { words, call: undefined };
  const removes = new Set(spec.flags.filter(({ name }) => name === 'rm').map(({ span }) => span.start));
  const flags = words.slice(argumentsAt - 1, imageAt - 1).filter((_, index) => !removes.has(argumentsAt + index));
  const end = flags.at(-1) === '--' ? flags.length - 1 : flags.length;
  const added = [`--label=${verificationLabel}=${id}`, ...Object.entries(variables).flatMap((pair) => ['--env', pair.join('=')])];
  const asked: AskedContainer = {
    image: spec.image.text,
    ...textOf('name', spec.name),
    ...textOf('user', spec.user),
    ...textOf('workdir', spec.workdir),
    gpus: spec.gpus !== null,
    mounts: spec.mounts.flatMap(({ type, source, target, readonly }) =>
      target?.text === undefined
        ? []
        : [{ type: type ?? 'bind', ...textOf('source', source), target: target.text, readonly: readonly === true }],
    ),
  };
  return {
    words: [
      ...words.slice(0, argumentsAt - 1),
      ...flags.slice(0, end),
      ...added,
      ...flags.slice(end),
      ...words.slice(imageAt - 1),
    ],
    call: { verb, tags: [], asked },
  };
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
