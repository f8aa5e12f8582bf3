import type { Word } from '../shell';
import { fieldsOf } from '../yaml';
import type { Environment } from './interpolate';
import { entriesOf, type Node } from './layers';
import { joined, keySpanOf, literalWord, spanOf, textOf, wordOf } from './words';

/** The flags of one entry of `volumes`, in its short or its long form. */
export function volumeFlags(node: Node, environment: Environment): readonly Word[] {
  if (typeof node.value === 'string') {
    const word = fromFolder(node, wordOf(node, environment));
    return [literalWord('--volume', spanOf(node)), word];
  }
  const entries = entriesOf(node);
  const { type, source, target } = fieldsOf(node.value);
  if (typeof type !== 'string' || typeof target !== 'string') return [];
  const span = spanOf(node);
  const field = (name: string, value: Node | undefined): readonly (Word | string)[] =>
    value ? [`,${name}=`, name === 'source' ? fromFolder(value, wordOf(value, environment)) : wordOf(value, environment)] : [];
  const isReadonly = fieldsOf(node.value).read_only === true;
  const pieces = [
    `type=${type}`,
    ...(source === undefined ? [] : field('source', entries.get('source'))),
    ...field('target', entries.get('target')),
    ...(isReadonly ? [',readonly'] : []),
  ];
  return [literalWord('--mount', span), joined(pieces, span)];
}

/** A path that starts with a dot is relative to the folder of the compose file, and `~` is the home folder. */
function fromFolder({ folder }: Node, word: Word): Word {
  const [first] = word.segments;
  return first?.text?.startsWith('.') ? { ...word, segments: [pointAt(word, `${folder}/`), ...word.segments] } : word;
}

/** A relative path in a field that takes only paths. */
export function pathFrom(node: Node, word: Word): Word {
  const text = textOf(word);
  const isRelative = text !== undefined && !/^[/~]|^\w+:\/\/|^git@|^[\w.-]+\/[\w.-]+\.git/.test(text);
  return isRelative ? { ...word, segments: [pointAt(word, `${node.folder}/`), ...word.segments] } : word;
}

const pointAt = ({ span, segments: [first] }: Word, text: string) => {
  const { defaultOf } = first ?? {};
  const place = first?.span ?? span;
  return { text, span: { ...place, end: place.start }, ...(defaultOf !== undefined && { defaultOf }) };
};

/** `--env-file` for one entry of `env_file`. Undefined where the file may be missing. */
export function envFileFlags(node: Node, environment: Environment): readonly Word[] {
  const entry = typeof node.value === 'string' ? node : entriesOf(node).get('path');
  if (!entry || typeof entry.value !== 'string' || fieldsOf(node.value).required === false) return [];
  return [literalWord('--env-file', keySpanOf(entry)), pathFrom(entry, wordOf(entry, environment))];
}
