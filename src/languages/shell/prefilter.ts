import type { ShellScript } from './syntax/parse';

/** A script that names no engine, and no other script, text or shell that could, has nothing to be followed for. */
export const canLaunch = (text: string): boolean => /docker|podman|nerdctl/.test(text) || runsOtherText(commandsOf(text));

/** Whether following a script can show a name that it gives an image, told from its text alone. */
export function canNameImages({ file: { text } }: ShellScript): boolean {
  const commands = commandsOf(text);
  return /\b(?:build|bake|tag|commit|import)\b(?!\.)/.test(commands) || runsOtherText(commands);
}

/** Without comments, and without what is only shown. */
const commandsOf = (text: string): string => text.replace(/^[ \t]*(?:#|echo\b).*$/gm, '');

const runsOtherText = (commands: string): boolean =>
  /\beval\b|\bsource\b|(?:^|[\s;&|({])\.\s|sh\b|\bxargs\b/m.test(
    commands.replace(/(?:^|\s)(?:source|\.)\s+\S*\/activate\b/g, ''),
  );
