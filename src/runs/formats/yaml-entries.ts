import { isMap, isScalar, isSeq, type Node } from 'yaml';
import { readDocuments } from '../../languages/yaml';
import type { ConfigEntry } from '../model/config-entry';
import type { At, RunFile, RunSink } from '../reader';
import { readWhole } from './bytes';

const LIMIT = 1 << 20;
const DEPTH = 20;

/** Gets one value of a configuration file and its keys, outermost first. */
export type OnEntry = (keys: readonly string[], value: ConfigEntry['value'], at: At) => void;

/** Reads a YAML file of hyperparameters. Tags of Python objects are ignored: no object is built. */
export async function readYaml(file: RunFile, sink: RunSink, onEntry: OnEntry): Promise<void> {
  const bytes = await readWhole(file, LIMIT);
  if (bytes === undefined) {
    sink.limit('the file is too large to be a configuration, so it was not read');
    return;
  }
  const read = readDocuments(bytes.toString('utf8'), { logLevel: 'silent', uniqueKeys: false, strict: false });
  if ('tooDeepAt' in read) {
    sink.limit('its mappings or lists are nested too deeply, so it was not read');
    return;
  }
  const {
    documents: [document],
    lines: counter,
  } = read;
  if (!document) return;
  for (const error of document.errors.slice(0, 3)) {
    const { line, col } = counter.linePos(error.pos[0]);
    sink.problem(`invalid YAML: ${error.message.split('\n')[0]}`, { line, column: col });
  }
  const at = (node: Node): At => {
    const { line, col } = counter.linePos(node.range?.[0] ?? 0);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  function walk(node: unknown, keys: readonly string[]): void {
    if (keys.length > DEPTH) return;
    if (isScalar(node)) onEntry(keys, scalar(node.value), at(node));
    else if (isMap(node)) {
      for (const { key, value } of node.items) walk(value, [...keys, isScalar(key) ? String(key.value) : String(key)]);
    } else if (isSeq(node)) node.items.forEach((item, index) => void walk(item, [...keys, `[${index}]`]));
  }
  walk(document.contents, []);
}

export const flatKey = (keys: readonly string[]): string =>
  keys.reduce((text, key) => (text === '' || key.startsWith('[') ? text + key : `${text}.${key}`), '');

const scalar = (value: unknown): ConfigEntry['value'] =>
  value === null || typeof value === 'number' || typeof value === 'boolean' || typeof value === 'string' ? value : String(value);
