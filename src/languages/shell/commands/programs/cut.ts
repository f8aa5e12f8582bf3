import { type Builtin, unknownCommand } from '../../state/builtin';
import { filter, joinLines, parseArguments, printed, splitLines } from './filter';

/** `cut` by fields or characters. */
export const cut: Builtin = (shell, invocation, args) => {
  const parsed = parseArguments(args, 'dfcb');
  const list = parsed?.values.get('f') ?? parsed?.values.get('c') ?? parsed?.values.get('b');
  const ranges = list === undefined ? undefined : parseRanges(list);
  if (!parsed || !ranges) {
    unknownCommand(shell, invocation, 'cut');
    return;
  }
  const chosen = (index: number): boolean => ranges.some(([low, high]) => index >= low && index <= high);
  const delimiter = parsed.values.get('d') ?? '\t';
  filter(shell, invocation, 'cut', parsed.operands, (text) =>
    printed(
      joinLines(
        splitLines(text)
          .filter((line) => !parsed.flags.has('s') || line.includes(delimiter))
          .map((line) => {
            if (!parsed.values.has('f')) return [...line].filter((_, index) => chosen(index + 1)).join('');
            if (!line.includes(delimiter)) return line;
            return line
              .split(delimiter)
              .filter((_, index) => chosen(index + 1))
              .join(delimiter);
          }),
      ),
    ),
  );
};

function parseRanges(list: string): [number, number][] | undefined {
  const ranges: [number, number][] = [];
  for (const part of list.split(',')) {
    const parsed = /^(\d*)(?:(-)(\d*))?$/.exec(part);
    if (!parsed || part === '-' || part === '') return undefined;
    const low = parsed[1] === '' ? 1 : Number(parsed[1]);
    ranges.push([low, parsed[2] === undefined ? low : parsed[3] === '' ? Number.POSITIVE_INFINITY : Number(parsed[3])]);
  }
  return ranges;
}
