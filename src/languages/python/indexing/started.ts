import { type CallNode, type Expression, keywordOf, lastName } from '../syntax';

/**
 * The call that another process or thread makes: `worker(rank, a)` for `mp.spawn(worker, args=(a,))`, `work(a)` for
 * `Thread(target=work, args=(a,))`. The starting call itself takes the place of the rank, which only the library knows.
 */
export function startedFunction(node: CallNode): { readonly name: Expression; readonly call: CallNode } | undefined {
  const { func } = node;
  const callee = lastName(func);
  const isSpawn = callee === 'spawn';
  if (!isSpawn && callee !== 'Process' && callee !== 'Thread') return undefined;
  const name = isSpawn ? (keywordOf(node, 'fn') ?? node.args[0]) : keywordOf(node, 'target');
  const args = keywordOf(node, 'args') ?? (isSpawn ? node.args[1] : undefined);
  if (name?.nodeType !== 'Name' || (args && args.nodeType !== 'Tuple') || keywordOf(node, 'kwargs')) return undefined;
  const passed = args?.elts ?? [];
  return { name, call: { ...node, func: name, args: isSpawn ? [node, ...passed] : passed, keywords: [] } };
}
