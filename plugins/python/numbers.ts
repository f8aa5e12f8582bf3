/** Whether Python's `int()` or `float()` takes a text. */
export const isNumber = (text: string, type: 'int' | 'float'): boolean =>
  type === 'int'
    ? /^\s*[-+]?\d+(_\d+)*\s*$/.test(text)
    : /^\s*[-+]?(\d+(?:\.\d*)?|\.\d+)(e[-+]?\d+)?\s*$|^\s*[-+]?(inf|nan|infinity)\s*$/i.test(text);
