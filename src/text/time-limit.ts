import { createContext, Script } from 'node:vm';

/** Milliseconds. What a configuration gives to compute takes much less, unless it never ends. */
export const timeLimitMs = 1_000;

/** What a configuration gives to compute took too long. */
export class TooSlow extends Error {}

let sandbox: { readonly script: Script; readonly context: { run?: () => unknown } } | undefined;
let depth = 0;

/** Whether what runs now has a time limit already. */
const isLimited = (): boolean => depth > 0;

/**
 * Runs something that computes, and throws TooSlow where it doesn't end. Node can stop only code that runs in a context of its own; all
 * share one. What is stopped runs no `finally`, so it must leave nothing half done that others see.
 */
export function limited<Value>(act: () => Value): Value {
  if (isLimited()) return act();
  sandbox ??= { script: new Script('run()'), context: createContext({}) };
  sandbox.context.run = act;
  depth++;
  try {
    return sandbox.script.runInContext(sandbox.context, { timeout: timeLimitMs }) as Value;
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
    throw new TooSlow(`It takes longer than ${timeLimitMs / 1000} s.`);
  } finally {
    depth--;
  }
}
