import type { ImageView } from './dockerfile/image';
import type { Command } from './dockerfile/model';
import type { Part } from './part';
import type { RunSpec } from './run';

/** The words of the process that an engine starts: entry point and command, as docker combines them. */
export interface Process {
  /** Empty if neither the command line nor the Dockerfile names a command. */
  readonly words: readonly Part[];
  /** What comes before the command line's own command: `--entrypoint`, or the image's ENTRYPOINT. */
  readonly entrypoint: 'flag' | Command | undefined;
  /** The index of the first word after the entry point. */
  readonly commandAt: number;
  /** Whether the words from there on are those of the command line. Otherwise they are the image's CMD. */
  readonly isGiven: boolean;
}

/**
 * Docker's table of how the image's ENTRYPOINT and CMD, `--entrypoint` and the command of a `docker run` combine. Undefined if that
 * isn't known. Without a view of the image, it's taken to have neither.
 * https://docs.docker.com/reference/dockerfile/#understand-how-cmd-and-entrypoint-interact
 */
export function readProcess(spec: RunSpec, view: ImageView | undefined): Process | undefined {
  if (spec.ambiguous || spec.help || (spec.entrypoint && spec.entrypoint.text === undefined)) return undefined;
  const { command } = spec;
  if (spec.entrypoint?.text) return combine('flag', [spec.entrypoint], command, true);
  if (spec.entrypoint) return combine(undefined, [], command, true);
  if (view?.entrypoint?.form === 'shell') return combine(view.entrypoint, wordsOf(view.entrypoint, view), [], false);
  const entry = view?.entrypoint ? wordsOf(view.entrypoint, view) : [];
  if (command.length > 0) return combine(view?.entrypoint, entry, command, true);
  return combine(view?.entrypoint, entry, view?.cmd ? wordsOf(view.cmd, view) : [], false);
}

const combine = (
  entrypoint: Process['entrypoint'],
  entry: readonly Part[],
  command: readonly Part[],
  isGiven: boolean,
): Process => ({ entrypoint, words: [...entry, ...command], commandAt: entry.length, isGiven });

/** The words of an exec form, which docker doesn't expand. A shell form is one word for the image's SHELL, else `/bin/sh -c`. */
function wordsOf({ form, words, body, span }: Command, { stages }: ImageView): readonly Part[] {
  if (form === 'exec') return words.map(({ text, span: place }) => literalPart(text, place));
  if (!body) return [];
  const shell = stages
    .flatMap(({ shells }) => shells)
    .at(-1)
    ?.map(({ text }) => text) ?? ['/bin/sh', '-c'];
  return [...shell.map((text) => literalPart(text, span)), literalPart(body.text, { ...span, start: body.start, end: body.end })];
}

function literalPart(text: string, span: Part['span']): Part {
  return { text, masked: text, span, word: { segments: [{ text, span }], span } };
}
