import type { ModuleIndex } from '../module-index';
import { qualifiedName } from '../names';
import type { Site } from '../scopes';
import type { CallNode, Expression, NodeOf } from '../syntax';
import { type Collector, keyword, opaque } from './types';

/** The fields of dataclasses that a parser is given. */
export function dataclassOptions(site: Site<CallNode>, collector: Collector): void {
  const [first] = site.node.args;
  const classes = first?.nodeType === 'Tuple' || first?.nodeType === 'List' ? first.elts : first ? [first] : [];
  if (!classes.length) opaque(site, collector);
  for (const expression of classes) {
    const name = qualifiedName(expression, site.frame, collector.index);
    const definition = name?.startsWith('.') ? classNamed(name.slice(1), collector.index) : undefined;
    if (!definition || definition.node.bases.length) {
      opaque(site, collector);
      if (!definition) continue;
    }
    for (const field of fieldsOf(definition.node)) {
      const dashed = field.name.replaceAll('_', '-');
      const texts = dashed === field.name ? [`--${field.name}`] : [`--${field.name}`, `--${dashed}`];
      const frame = collector.index.scopes.get(definition.node);
      collector.options.push({
        style: 'dataclass',
        names: texts.map((text) => ({ text, node: field.target })),
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

export const classNamed = (name: string, index: ModuleIndex): Site<NodeOf<'ClassDef'>> | undefined => {
  const found = index.classes.filter((site) => site.node.name === name);
  return found.length === 1 ? found[0] : undefined;
};

export interface Field {
  readonly name: string;
  readonly target: Expression;
  readonly annotation: Expression;
  /** The default, also out of `field(default=…)`; undefined where there is none or a factory makes it. */
  readonly value: Expression | undefined;
}

/** Annotated names of a class body: the fields of a dataclass. */
export function fieldsOf(node: NodeOf<'ClassDef'>): Field[] {
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

export function fieldDefault(value: Expression | undefined): Expression | undefined {
  if (value?.nodeType !== 'Call') return value;
  const name = value.func.nodeType === 'Name' ? value.func.id : value.func.nodeType === 'Attribute' ? value.func.attr : '';
  if (name !== 'field' && name !== 'Field') return value;
  return keyword(value, 'default') ?? (name === 'Field' ? value.args[0] : undefined);
}
