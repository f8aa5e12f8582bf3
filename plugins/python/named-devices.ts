import { type Program, type PythonFile, query, type Span, type Start } from '../../src/api';

/** The name of a GPU but the first, or the beginning of one; a call that takes the number of one; and a call that takes a name. */
const named = /cuda:(?!0\b)/;
const numbered = /(?:set_device|\.cuda)\(\s*[^\s)]/;
const given = /(?:device|\.to)\(\s*[^\s)]|\bdevice\s*=\s*[\w"']/;

/** Code that has the name of a GPU, or reads it from a configuration. Where there's none, looking at each `.to(device)` is in vain. */
const mayGive = /cuda:(?!0\b)|\b(?:yaml|json|hydra|OmegaConf)\b/;

/** Those of a program's own files whose code may use another GPU than the first. */
export function withDevices({ own, start }: Program): readonly PythonFile[] {
  const mayName = own.some(({ source }) => mayGive.test(source.text)) || isPassed(start);
  return own.filter(({ source: { text } }) => named.test(text) || numbered.test(text) || (mayName && given.test(text)));
}

const isPassed = ({ arguments: words, launch }: Start): boolean =>
  [...words, ...(launch?.spec.env.flatMap(({ value }) => value ?? []) ?? [])].some(({ masked }) => masked.includes('cuda:'));

export interface Device {
  readonly number: number;
  readonly at: Span;
  /** How the first GPU is written there. */
  readonly written: string;
}

/** Functions of torch that make a tensor on a device. */
const makers: ReadonlySet<string> = new Set([
  'tensor',
  'zeros',
  'ones',
  'empty',
  'full',
  'rand',
  'randn',
  'randint',
  'arange',
  'eye',
]);

/** Calls whose first argument, or whose `device`, is a GPU, or what a start decides. */
export const givenDevices = query('python.givenDevices', (file: PythonFile) =>
  file.index.calls.flatMap((call) => {
    const { func, args, keywords } = call.node;
    const name = func.nodeType === 'Attribute' ? func.attr : func.nodeType === 'Name' ? func.id : '';
    const isMove = /^(?:device|to|cuda|set_device)$/.test(name);
    const isTensor =
      func.nodeType === 'Attribute' && func.value.nodeType === 'Name' && func.value.id === 'torch' && makers.has(name);
    const first =
      (isMove ? args[0] : undefined) ?? (isMove || isTensor ? keywords.find(({ arg }) => arg === 'device')?.value : undefined);
    if (!first) return [];
    const takesNumbers = name === 'cuda' || name === 'set_device';
    const value = file.resolve(first, call.frame);
    const at = file.span(first);
    const mayBe = value.setters.length > 0 || (value.kind === 'known' && deviceIn({ value: value.value, at }, takesNumbers));
    const argument = { value, at, span: at, expression: first, frame: call.frame, refersTo: undefined };
    return mayBe ? [{ call, argument, takesNumbers }] : [];
  }),
);

/** `cuda:1`, and also 1 where numbers are GPUs. A text on the command line may be either. */
export function deviceIn(
  { value, at }: { readonly value: unknown; readonly at: Span },
  takesNumbers: boolean,
): Device | undefined {
  const named = /^cuda:(\d{1,3})$/.exec(String(value))?.[1];
  if (named !== undefined) return { number: Number(named), at, written: 'cuda:0' };
  const isNumber = takesNumbers && /^\d{1,3}$/.test(String(value));
  return isNumber ? { number: Number(value), at, written: '0' } : undefined;
}
