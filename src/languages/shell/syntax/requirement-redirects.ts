import type { PlainCommand } from './simple-commands';

/** A requirement whose version limit the shell takes for a redirect: `torch>=2.1`. Offsets are those of the text. */
export interface RequirementRedirect {
  readonly start: number;
  readonly end: number;
  /** What the command gets: `torch`. */
  readonly name: string;
  /** The file that the shell writes or reads: `=2.1`. */
  readonly file: string;
  readonly reads: boolean;
  readonly quoted: string;
  /** Whether quotes around all of it are right: it has none of its own. */
  readonly isPlain: boolean;
}

/** The version limits without quotes in commands that install packages, in order. */
export function requirementRedirects(commands: readonly PlainCommand[], text: string): readonly RequirementRedirect[] {
  const found = new Map<number, RequirementRedirect>();
  for (const { redirects, words } of commands) {
    if (!words.some((word) => word.text !== undefined && installs.has(word.text))) continue;
    for (const { operator, span } of redirects) {
      const whole = requirementAround(text, span.start);
      if (!whole || found.has(whole.start)) continue;
      const written = text.slice(whole.start, whole.end);
      const at = written.search(/[<>]/);
      found.set(whole.start, {
        ...whole,
        name: written.slice(0, at),
        file: written.slice(at + 1).replace(/[<>].*$/s, ''),
        reads: operator.startsWith('<'),
        quoted: /['$]/.test(written) ? `"${written}"` : `'${written}'`,
        isPlain: !/["`\\]/.test(written),
      });
    }
  }
  return [...found.values()];
}

/** Words that make a command one that takes requirements. */
const installs: ReadonlySet<string> = new Set(['install', 'add', 'create', 'download', 'wheel']);

/** The run of characters with a redirect in its middle; undefined where it starts a word, as redirects do. */
function requirementAround(text: string, redirect: number): { readonly start: number; readonly end: number } | undefined {
  let start = redirect;
  while (/[\w.\-[\],"'~!=<>@${}]/.test(text[start - 1] ?? '')) start--;
  let end = redirect;
  while (/[\w.\-[\],"'~!=<>*+${}]/.test(text[end] ?? '')) end++;
  return requirement.test(text.slice(start, end)) ? { start, end } : undefined;
}

/** A name and a limit: not `requirements.txt>log`. */
const requirement = /^["']?[A-Za-z][\w.-]*(\[[\w,.-]*\])?["']?(?:[<>]=[\w.$*{]|[<>]\d)/;
