/** Makes what the model answers unchangeable, for processes in which code that isn't cvl's own looks at it. */

let isOn = false;

/** From now on, answers are frozen as they're made. Costs time, so it's off where only built-in rules run. */
export const freezeAnswers = (): void => {
  isOn = true;
};

/** Freezes an answer with the arrays, tables, maps, and sets in it, if that is on. Other objects, such as a repository, stay as they are. */
export function frozen<Answer>(answer: Answer): Answer {
  if (isOn) freeze(answer);
  return answer;
}

function freeze(root: unknown): void {
  const pending: unknown[] = [root];
  while (pending.length > 0) {
    const value = pending.pop();
    if (typeof value !== 'object' || value === null || Object.isFrozen(value)) continue;
    if (value instanceof Map || value instanceof Set) {
      for (const [key, each] of value.entries()) pending.push(key, each);
      for (const name of ['set', 'add', 'delete', 'clear']) Object.defineProperty(value, name, { value: refuse });
    } else if (!Array.isArray(value) && !isTable(value)) continue;
    Object.freeze(value);
    for (const { value: each } of Object.values(Object.getOwnPropertyDescriptors(value))) pending.push(each);
  }
}

function isTable(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function refuse(): never {
  throw new TypeError("What the model answers can't be changed.");
}
