import { batchLines, type Part, partOf, type Span, type Start, slicePart } from '../../src/api';

/** The machines that a command is for. */
export interface Machines {
  readonly count: number;
  readonly at: Span;
  /** Slurm starts the processes. */
  readonly isSlurm: boolean;
}

/** The value of the last of some options, whether it's joined by `=` or the next word. */
export function optionValue(words: readonly Part[], ...names: readonly string[]): Part | undefined {
  const at = words.findLastIndex(({ masked }) => names.includes(nameIn(masked)));
  const option = at < 0 ? undefined : words[at];
  const equals = option?.masked.indexOf('=') ?? -1;
  return option && (equals >= 0 ? slicePart(option, equals + 1) : words[at + 1]);
}

/** `--master-addr=host` as `--master_addr`. */
const nameIn = (written: string): string =>
  `${/^-*/.exec(written)?.[0]}${written.replace(/=.*$/s, '').replace(/^-+/, '').replaceAll('-', '_')}`;

/** What the caller may give otherwise says nothing. */
export const isGiven = (part: Part): boolean => part.word.segments.some(({ defaultOf }) => defaultOf !== undefined);

/** More than one machine, if the command certainly is for as many. */
export function machinesOf(start: Start): Machines | undefined {
  const part = optionValue(start.launcher?.options ?? [], '--nnodes', '--num_machines');
  if (part) return countIn(part, false);
  if (start.launch || start.launcher) return undefined;
  const words = start.command.argv.map(partOf);
  const program = words[0]?.text;
  if (program === 'srun') return nodesOf(start, words);
  const hosts = program === 'mpirun' || program === 'mpiexec' ? optionValue(words, '-H', '-host', '--host') : undefined;
  if (hosts?.text === undefined || isGiven(hosts)) return undefined;
  const count = new Set(hosts.text.split(',').map((host) => host.replace(/:\d+$/, ''))).size;
  return count > 1 ? { count, at: hosts.span, isSlurm: false } : undefined;
}

function countIn(part: Part, isSlurm: boolean): Machines | undefined {
  const count = /^(\d{1,5})(?::\d{1,5})?$/.exec(part.text ?? '')?.[1];
  return count === undefined || Number(count) < 2 || isGiven(part) ? undefined : { count: Number(count), at: part.span, isSlurm };
}

/** The machines of `srun`, which has those of its job. */
function nodesOf({ script, span }: Start, words: readonly Part[]): Machines | undefined {
  const part = optionValue(words, '-N', '--nodes');
  if (part) return countIn(part, true);
  if (
    words.some(({ masked }) => /^(?:-n|--ntasks)(?:=|$)/.test(masked)) ||
    span.file !== script.path ||
    script.language !== 'shell'
  )
    return undefined;
  const options = batchLines(script.shell).flatMap((line) => (line.isRead ? line.options : []));
  const asked = options.findLast(({ name }) => name === '--nodes' || name === '-N');
  const count = Number(/^\d{1,5}$/.exec(asked?.value ?? '')?.[0] ?? 1);
  return asked && count > 1 ? { count, at: asked.span, isSlurm: true } : undefined;
}
