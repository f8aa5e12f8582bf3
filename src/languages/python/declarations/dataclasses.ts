import type { ModuleIndex } from '../module-index';
import { qualifiedName } from '../names';
import type { Site } from '../scopes';
import { type CallNode, type Expression, keywordOf, lastName, type NodeOf } from '../syntax';
import { type Collector, opaque, optionSpellings } from './types';

/** The fields of the dataclasses that a parser takes. */
export function dataclassOptions(site: Site<CallNode>, collector: Collector): void {
  const [first] = site.node.args;
  const classes = first?.nodeType === 'Tuple' || first?.nodeType === 'List' ? first.elts : first ? [first] : [];
  if (!classes.length) opaque(site, collector);
  for (const expression of classes) {
    const name = qualifiedName(expression, site.frame, collector.index);
    const definition = classOf(name, collector.index);
    if (!definition || definition.node.bases.length) {
      opaque(site, collector);
      if (!definition) continue;
    }
    for (const field of fieldsOf(definition.node)) {
      const frame = collector.index.scopes.get(definition.node);
      collector.options.push({
        style: 'dataclass',
        names: spellingsOf(field).map((text) => ({ text, node: field.target })),
        dest: field.name,
        positional: false,
        defaultValue: field.value,
        frame: frame ? { kind: 'class', node: definition.node, parent: definition.frame, scope: frame } : definition.frame,
        keywords: new Map(),
        type: field.annotation,
        command: undefined,
        owner: undefined,
      });
    }
  }
}

/** A parser adds `--no_amp` and `--no-amp` for the field `amp: bool`, and simple_parsing adds `--noamp`. */
function spellingsOf({ name, annotation }: Field): string[] {
  const spellings = optionSpellings(name);
  const isSwitch = annotation.nodeType === 'Name' && annotation.id === 'bool';
  return isSwitch ? [...spellings, ...optionSpellings(`no_${name}`), `--no${name}`] : spellings;
}

/** The class of the module with that full name, such as `.Trainer`. */
export const classOf = (fullName: string | undefined, index: ModuleIndex): Site<NodeOf<'ClassDef'>> | undefined =>
  fullName !== undefined && /^\.\w+$/.test(fullName) ? classNamed(fullName.slice(1), index) : undefined;

/** The class with that name, if the module has exactly one. */
export const classNamed = (name: string, index: ModuleIndex): Site<NodeOf<'ClassDef'>> | undefined => {
  const found = index.classes.filter((site) => site.node.name === name);
  return found.length === 1 ? found[0] : undefined;
};

interface Field {
  readonly name: string;
  readonly target: Expression;
  readonly annotation: Expression;
  /** The default, also from `field(default=…)`; undefined if there is none or a factory makes it. */
  readonly value: Expression | undefined;
}

/** The annotated names of a class body: the fields of a dataclass. */
function fieldsOf(node: NodeOf<'ClassDef'>): Field[] {
  return node.body.flatMap((statement) => {
    if (statement.nodeType !== 'AnnAssign' || statement.target.nodeType !== 'Name') return [];
    return [
      {
        name: statement.target.id,
        target: statement.target,
        annotation: statement.annotation,
        value: fieldDefault(statement.value),
      },
    ];
  });
}

/** The default that a field's value gives: the value itself, or that in `field(default=…)`. */
export function fieldDefault(value: Expression | undefined): Expression | undefined {
  if (value?.nodeType !== 'Call') return value;
  const name = lastName(value.func);
  if (name !== 'field' && name !== 'Field') return value;
  return keywordOf(value, 'default') ?? (name === 'Field' ? value.args[0] : undefined);
}
