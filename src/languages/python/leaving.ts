import type { ModuleIndex } from './module-index';
import { qualifiedName } from './names';
import type { Frame } from './scopes';
import type { Statement } from './syntax';

/** Whether statements surely end in an exception, or in the end of the program. */
export function stops(statements: readonly Statement[], frame: Frame, index: ModuleIndex): boolean {
  const last = statements.at(-1);
  if (last?.nodeType === 'Raise') return true;
  const call = last?.nodeType === 'Expr' && last.value.nodeType === 'Call' ? last.value : undefined;
  const name = call && qualifiedName(call.func, frame, index);
  return name !== undefined && /^(sys\.exit|exit|quit|os\._exit)$/.test(name);
}

/** Whether what stands after them in their block is surely not reached: they stop, return, or end the turn of a loop. */
export function leaves(statements: readonly Statement[], frame: Frame, index: ModuleIndex): boolean {
  const last = statements.at(-1)?.nodeType;
  return last === 'Return' || last === 'Continue' || last === 'Break' || stops(statements, frame, index);
}
