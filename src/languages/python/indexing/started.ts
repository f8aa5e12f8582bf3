import type { CallNode, Expression } from '../syntax';

/**
 * The call that another process or thread makes: `worker(rank, a)` for `mp.spawn(worker, args=(a,))`, `work(a)` for
 * `Thread(target=work, args=(a,))`. The starting call itself takes the place of the rank, which only the library knows.
 */
export function startedFunction(node: CallNode): { readonly name: Expression; readonly call: CallNode } | undefined {
  const { func } = node;
  const callee = func.nodeType === 'Attribute' ? func.attr : func.nodeType === 'Name' ? func.id : '';
  const isSpawn = callee === 'spawn';
  if (!isSpawn && callee !== 'Process' && callee !== 'Thread') return undefined;
  const given = (name: string): Expression | undefined => node.keywords.find((keyword) => keyword.arg === name)?.value;
  const name = isSpawn ? (given('fn') ?? node.args[0]) : given('target');
  const args = given('args') ?? (isSpawn ? node.args[1] : undefined);
  if (name?.nodeType !== 'Name' || (args && args.nodeType !== 'Tuple') || given('kwargs')) return undefined;
  const passed = args?.elts ?? [];
  return { name, call: { ...node, func: name, args: isSpawn ? [node, ...passed] : passed, keywords: [] } };
}
