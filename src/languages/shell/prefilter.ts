import type { ShellScript } from './syntax/parse';

/** Whether a script may call an engine: it names one, or it runs other scripts, text or shells that may. */
export const canLaunch = (text: string): boolean => /docker|podman|nerdctl/.test(text) || runsOtherText(commandsOf(text));

/** Whether following a script may show a name that it gives an image, judging by its text alone. */
export function canNameImages({ file: { text } }: ShellScript): boolean {
  const commands = commandsOf(text);
  return /\b(?:build|bake|tag|commit|import)\b(?!\.)/.test(commands) || runsOtherText(commands);
}

/** The text without comments and without what is only printed. */
const commandsOf = (text: string): string => text.replace(/^[ \t]*(?:#|echo\b).*$/gm, '');

const runsOtherText = (commands: string): boolean =>
  /\beval\b|\bsource\b|(?:^|[\s;&|({])\.\s|sh\b|\bxargs\b/m.test(
    commands.replace(/(?:^|\s)(?:source|\.)\s+\S*\/activate\b/g, ''),
  );
