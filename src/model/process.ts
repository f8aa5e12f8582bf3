import type { Command, ImageView, Part } from '../languages/docker';
import { query } from './query';
import type { Launch, Process } from './targets';

/**
 * The process that the engine starts: docker's table of how the image's ENTRYPOINT and CMD, `--entrypoint` and the command of the
 * launch combine. The image's count only where the repository builds it.
 * https://docs.docker.com/reference/dockerfile/#understand-how-cmd-and-entrypoint-interact
 */
export const processOf = query('launch.process', (launch: Launch): Process | undefined => {
  const { spec, image } = launch;
  if (spec.ambiguous || spec.help || (spec.entrypoint && spec.entrypoint.text === undefined)) return undefined;
  const { view } = image;
  const { command } = spec;
  if (spec.entrypoint?.text) return combine('flag', [spec.entrypoint], command, true);
  if (spec.entrypoint) return combine(undefined, [], command, true);
  if (view?.entrypoint?.form === 'shell') return combine(view.entrypoint, wordsOf(view.entrypoint, view), [], false);
  const entry = view?.entrypoint ? wordsOf(view.entrypoint, view) : [];
  if (command.length > 0) return combine(view?.entrypoint, entry, command, true);
  return combine(view?.entrypoint, entry, view?.cmd ? wordsOf(view.cmd, view) : [], false);
});

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
