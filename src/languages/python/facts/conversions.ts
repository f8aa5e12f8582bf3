import type { Module } from '../module';
import { qualifiedName } from '../names';
import { type Frame, onlyBinding } from '../scopes';
import type { Expression, Node } from '../syntax';

/** What code converts the text of an environment variable to. */
export type Conversion = 'int' | 'float' | 'bool' | 'str' | 'json' | 'path' | 'list';

const converters: { readonly [name: string]: Conversion } = {
  int: 'int',
  float: 'float',
  bool: 'bool',
  str: 'str',
  'json.loads': 'json',
  'pathlib.Path': 'path',
  'distutils.util.strtobool': 'bool',
  strtobool: 'bool',
};

const truthWords = new Set(['1', 'true', 'yes', 'on', 'y', 't', '0', 'false', 'no', 'off']);

export interface Converted {
  readonly conversion: Conversion | undefined;
  /** The text itself is converted, as in `int(os.environ[name])`, so an empty one isn't handled before. */
  readonly direct: boolean;
}

export const notConverted: Converted = { conversion: undefined, direct: false };

/** What the nodes that read the environment are converted to, by the call or comparison around them. */
export function conversionsOf(module: Module): Map<Node, Converted> {
  const found = new Map<Node, Converted>();
  for (const { node, frame } of module.index.calls) {
    const [first] = node.args;
    if (!first || node.args.length > 2) continue;
    const name = qualifiedName(node.func, frame, module.index);
    const conversion = name === undefined ? undefined : converters[name];
    if (conversion) note(first, frame, conversion);
  }
  for (const { defaultValue, type, frame } of module.declarations.options) {
    const conversion = type?.nodeType === 'Name' ? converters[type.id] : undefined;
    if (defaultValue && (conversion === 'int' || conversion === 'float')) note(defaultValue, frame, conversion);
  }
  for (const { node, frame } of module.index.calls) {
    if (node.func.nodeType === 'Attribute' && node.func.attr === 'split') note(node.func.value, frame, 'list');
  }
  for (const { node, frame } of module.index.comparisons) {
    const [right] = node.comparators;
    const value = right && module.resolve(right, frame);
    if (value?.kind !== 'known') continue;
    const words = Array.isArray(value.value) ? value.value : [value.value];
    if (words.length && words.every((word) => typeof word === 'string' && truthWords.has(word.toLowerCase())))
      note(node.left, frame, 'bool');
  }
  return found;

  function note(node: Expression, frame: Frame, conversion: Conversion, direct = true, depth = 0): void {
    if (depth > 8) return;
    switch (node.nodeType) {
      case 'Subscript':
        if (!found.has(node)) found.set(node, { conversion, direct });
        return;
      case 'Call':
        if (!found.has(node)) found.set(node, { conversion, direct });
        if (node.func.nodeType === 'Attribute' && /^(strip|lower|upper|replace)$/.test(node.func.attr))
          note(node.func.value, frame, conversion, direct, depth + 1);
        return;
      case 'BoolOp':
        for (const value of node.values) note(value, frame, conversion, false, depth + 1);
        return;
      case 'Name': {
        const binding = onlyBinding(node.id, frame.scope);
        if (binding?.kind === 'assignment' && binding.value && binding.element === undefined)
          note(binding.value, binding.frame, conversion, false, depth + 1);
      }
    }
  }
}
