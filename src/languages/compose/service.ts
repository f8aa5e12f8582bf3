import type { Word } from '../shell';
import { fieldsOf } from '../yaml';
import { gpuFlags } from './gpus';
import type { Environment } from './interpolate';
import { entriesOf, everyLayer, itemsOf, type Layers, listed, type Node, single } from './layers';
import { envFileFlags, volumeFlags } from './volumes';
import { joined, keySpanOf, literalWord, splitWords, wordOf } from './words';

/** Fields with one value, and the flag of `docker run` that does the same. */
const valueFlags: readonly (readonly [field: string, flag: string])[] = [
  ['container_name', '--name'],
  ['working_dir', '--workdir'],
  ['user', '--user'],
  ['runtime', '--runtime'],
  ['shm_size', '--shm-size'],
  ['ipc', '--ipc'],
  ['pid', '--pid'],
  ['network_mode', '--network'],
  ['mem_limit', '--memory'],
  ['platform', '--platform'],
  ['restart', '--restart'],
];

const switchFlags: readonly (readonly [field: string, flag: string])[] = [
  ['privileged', '--privileged'],
  ['tty', '--tty'],
  ['stdin_open', '--interactive'],
  ['init', '--init'],
  ['read_only', '--read-only'],
];

const listFlags: readonly (readonly [field: string, flag: string])[] = [
  ['devices', '--device'],
  ['cap_add', '--cap-add'],
  ['cap_drop', '--cap-drop'],
  ['security_opt', '--security-opt'],
  ['tmpfs', '--tmpfs'],
  ['volumes_from', '--volumes-from'],
];

/** The flags of the `docker run` that makes a service's container. */
export function flagsOf(layers: Layers, environment: Environment): readonly Word[] {
  return [
    ...valueFlags.flatMap(([field, flag]) => {
      const node = single(layers, field);
      return node ? [literalWord(flag, keySpanOf(node)), wordOf(node, environment)] : [];
    }),
    ...switchFlags.flatMap(([field, flag]) => {
      const node = single(layers, field);
      return node?.value === true ? [literalWord(flag, keySpanOf(node))] : [];
    }),
    ...listFlags.flatMap(([field, flag]) =>
      listed(layers, field).flatMap((node) =>
        typeof node.value === 'string' ? [literalWord(flag, keySpanOf(node)), wordOf(node, environment)] : [],
      ),
    ),
    ...listed(layers, 'ports').flatMap((node) =>
      typeof node.value === 'object' ? [] : [literalWord('--publish', keySpanOf(node)), wordOf(node, environment)],
    ),
    ...gpuFlags(layers, environment),
    ...listed(layers, 'env_file').flatMap((node) => envFileFlags(node, environment)),
    ...environmentFlags(layers, environment),
    ...listed(layers, 'volumes').flatMap((node) => volumeFlags(node, environment)),
  ];
}

/** `--env` for a list of `NAME=value`, or a mapping. */
const environmentFlags = (layers: Layers, environment: Environment): readonly Word[] =>
  everyLayer(layers, 'environment').flatMap((node) => settings('--env', node, environment));

/** A flag for each `NAME=value` of a list, and for each entry of a mapping. */
function settings(flag: string, node: Node | undefined, environment: Environment): readonly Word[] {
  if (!node) return [];
  if (Array.isArray(node.value))
    return itemsOf(node).flatMap((item) => [literalWord(flag, keySpanOf(item)), wordOf(item, environment)]);
  return [...entriesOf(node)].flatMap(([name, entry]) => {
    const span = keySpanOf(entry);
    const word =
      entry.value === null ? literalWord(name, span) : joined([literalWord(name, span), '=', wordOf(entry, environment)], span);
    return [literalWord(flag, span), word];
  });
}

/** The words of `entrypoint` or `command`. Undefined where the service has none. */
function commandWords(node: Node | undefined, environment: Environment): readonly Word[] | undefined {
  if (!node) return undefined;
  if (Array.isArray(node.value)) return itemsOf(node).map((item) => wordOf(item, environment));
  return splitWords(wordOf(node, environment));
}

/** The flag for the first word of the entry point, and the words after the image. */
export function processOf(
  layers: Layers,
  environment: Environment,
): { readonly flags: readonly Word[]; readonly words: readonly Word[] } {
  const entry = single(layers, 'entrypoint');
  const command = commandWords(single(layers, 'command'), environment) ?? [];
  const entrypoint = commandWords(entry, environment);
  if (!entry || !entrypoint) return { flags: [], words: command };
  const [first = literalWord('', keySpanOf(entry)), ...rest] = entrypoint;
  return { flags: [literalWord('--entrypoint', keySpanOf(entry)), first], words: [...rest, ...command] };
}

/** The words after `docker build` for a service's `build`. Undefined where it has none, or one that needs more than a folder. */
export function buildWords(
  layers: Layers,
  environment: Environment,
  image: Word,
  pathFrom: (node: Node, word: Word) => Word,
): readonly Word[] | undefined {
  const node = single(layers, 'build');
  if (!node) return undefined;
  const fields = fieldsOf(node.value);
  if (fields.dockerfile_inline !== undefined) return undefined;
  const entries = entriesOf(node);
  const context = typeof node.value === 'string' ? node : entries.get('context');
  const folder = context ? pathFrom(context, wordOf(context, environment)) : literalWord(node.folder, keySpanOf(node));
  const dockerfile = entries.get('dockerfile');
  const target = entries.get('target');
  return [
    literalWord('--tag', image.span),
    image,
    ...(dockerfile
      ? [literalWord('--file', keySpanOf(dockerfile)), dockerfileWord(wordOf(dockerfile, environment), folder)]
      : []),
    ...(target ? [literalWord('--target', keySpanOf(target)), wordOf(target, environment)] : []),
    ...settings('--build-arg', entries.get('args'), environment),
    folder,
  ];
}

/** A Dockerfile is relative to its context. */
const dockerfileWord = (written: Word, folder: Word): Word =>
  written.segments[0]?.text?.startsWith('/')
    ? written
    : {
        ...written,
        segments: [
          ...folder.segments.map((segment) => ({ ...segment, span: { ...written.span, end: written.span.start } })),
          ...joined(['/', written], written.span).segments,
        ],
      };
