import { posix } from 'node:path';
import { expandWord, type Variables } from './expand';
import type { Instruction } from './instructions';
import type { Copy, CopySource, ExpandedWord, Stage } from './model';
import { type DockerWord, listedWords } from './text';

interface CopyContext {
  readonly escapeCharacter: string;
  readonly globals: Variables;
  readonly stages: readonly Stage[];
  readonly states: ReadonlyMap<string, { readonly stage: Stage }>;
  readonly workdir: string | undefined;
}

/** Undefined where a source or the destination is missing. */
export function readCopy(
  { escapeCharacter, globals, stages, states, workdir }: CopyContext,
  instruction: Instruction,
  expand: (word: DockerWord) => ExpandedWord,
): Copy | undefined {
  const words = listedWords(instruction.text);
  const isJson = instruction.text.text.startsWith('[');
  if (words.length < 2) return undefined;
  const destination = expand(words.at(-1)!);
  const flag = instruction.flags.find((each) => each.name === 'from');
  const marks = new Map(instruction.heredocs.map((heredoc) => [heredoc.span.start, heredoc]));
  const sources = words.slice(0, -1).map((word): CopySource => {
    const heredoc = isJson ? undefined : marks.get(word.span.start);
    const expanded = expand(word);
    const kind = heredoc ? 'heredoc' : isRemote(instruction.keyword, expanded.value ?? word.text) ? 'remote' : 'path';
    return { ...expanded, kind, heredoc };
  });
  const from = flag?.value ? expandWord(flag.value, globals, { escapeCharacter, closed: true }) : undefined;
  return {
    kind: instruction.keyword as 'COPY' | 'ADD',
    sources,
    destination,
    path: resolvePath(workdir, destination.value),
    from: flag && {
      value: from,
      stage:
        from === undefined
          ? undefined
          : (states.get(from.toLowerCase())?.stage ?? (/^\d+$/.test(from) ? stages[Number(from)] : undefined)),
      span: flag.valueSpan ?? flag.span,
    },
    flags: instruction.flags,
    instruction,
  };
}

/** The stage of a name, or of a number counted from 0. */
export function findStage(stages: readonly Stage[], name: string): Stage | undefined {
  const byName = stages.findLast((stage) => stage.name === name.toLowerCase());
  return byName ?? (/^\d+$/.test(name) ? stages[Number(name)] : undefined);
}

const isRemote = (keyword: string, source: string): boolean =>
  keyword === 'ADD' && /^(https?:\/\/|git:\/\/|ssh:\/\/|git@|github\.com\/)/i.test(source);

/** A path in the image. Undefined where it or the folder it is relative to is unknown. */
export function resolvePath(workdir: string | undefined, path: string | undefined): string | undefined {
  if (path === undefined) return undefined;
  if (path.startsWith('/')) return posix.normalize(path);
  return workdir === undefined ? undefined : posix.normalize(`${workdir}/${path}${path === '.' ? '/' : ''}`);
}
