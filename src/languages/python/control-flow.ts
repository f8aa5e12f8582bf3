import type { ModuleIndex } from './module-index';
import { qualifiedName } from './names';
import type { Frame } from './scopes';
import type { Statement } from './syntax';

/** Whether statements always end in an exception or in the end of the program. */
export function endsProgram(statements: readonly Statement[], frame: Frame, index: ModuleIndex): boolean {
  const last = statements.at(-1);
  if (last?.nodeType === 'Raise') return true;
  const call = last?.nodeType === 'Expr' && last.value.nodeType === 'Call' ? last.value : undefined;
  const name = call && qualifiedName(call.func, frame, index);
  return name !== undefined && /^(sys\.exit|exit|quit|os\._exit)$/.test(name);
}

/** Whether what follows statements in their block is never reached: they end the program, return, or leave a loop's iteration. */
export function leavesBlock(statements: readonly Statement[], frame: Frame, index: ModuleIndex): boolean {
  const last = statements.at(-1)?.nodeType;
  return last === 'Return' || last === 'Continue' || last === 'Break' || endsProgram(statements, frame, index);
}
