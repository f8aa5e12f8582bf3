import type { Frame } from '../scopes';
import type { CallNode } from '../syntax';
import { bindTarget } from './bindings';
import { startedFunction } from './started';
import { type Visitors, visitAll, visitChildren, type Walk } from './walk';

/** Methods of lists, dictionaries, and sets that change them in place. */
const mutatingMethods = new Set([
  'append',
  'extend',
  'update',
  'pop',
  'setdefault',
  'insert',
  'remove',
  'clear',
  'sort',
  'reverse',
  'add',
  'popitem',
]);

export const expressionVisitors: Visitors = {
  Constant({ value }) {
    // The parser joins a string character by character. Looking at one makes a single string of them, a tenth of the size.
    if (typeof value === 'string') value.charCodeAt(0);
  },
  Name: (node, _frame, { index }) => {
    index.escaping.add(node.id);
  },
  Attribute: (node, frame, walk) => {
    walk.index.members.push({ node, frame });
    walk.index.attributes.add(node.attr);
    walk.index.escapingAttributes.add(node.attr);
    walk.visit(node.value, frame);
  },
  Call: visitCall,
  Subscript: (node, frame, walk) => {
    if (node.value.nodeType === 'Name' || node.value.nodeType === 'Attribute') walk.index.subscripts.push({ node, frame });
    walk.visit(node.value, frame);
    walk.visit(node.slice, frame);
  },
  Compare: (node, frame, walk) => {
    walk.index.comparisons.push({ node, frame });
    visitChildren(node, frame, walk);
  },
  BoolOp: (node, frame, walk) => {
    walk.index.choices.push({ node, frame });
    visitChildren(node, frame, walk);
  },
  IfExp: (node, frame, walk) => {
    walk.index.choices.push({ node, frame });
    visitChildren(node, frame, walk);
  },
  NamedExpr: (node, frame, walk) => {
    bindTarget(node.target, 'assignment', frame, walk, node.value);
    walk.visit(node.value, frame);
  },
};

function visitCall(node: CallNode, frame: Frame, walk: Walk): void {
  const { index } = walk;
  index.calls.push({ node, frame });
  const { func } = node;
  if (func.nodeType === 'Attribute') {
    index.members.push({ node: func, frame });
    index.attributes.add(func.attr);
    if (func.value.nodeType === 'Name' && mutatingMethods.has(func.attr)) frame.scope.mutated.add(func.value.id);
    walk.visit(func.value, frame);
  } else if (func.nodeType !== 'Name') walk.visit(func, frame);
  const started = startedFunction(node);
  if (started) index.started.push({ node: started.call, frame });
  for (const argument of node.args) if (argument !== started?.name) walk.visit(argument, frame);
  const keywords = started ? node.keywords.filter(({ value }) => value !== started.name) : node.keywords;
  visitAll(keywords, frame, walk);
}
