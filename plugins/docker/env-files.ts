import type { Launch, UsedEnvFile } from '../../src/api';

type Content = NonNullable<UsedEnvFile['content']>;
type Entry = Content['entries'][number];

/** The env files of the repository that a launch reads. */
export const readEnvFiles = ({ envFiles }: Launch): readonly (UsedEnvFile & { readonly content: Content })[] =>
  envFiles.flatMap((file) => (file.content ? [{ ...file, content: file.content }] : []));

/** A variable with a value that the container gets from the file. One that the launch sets itself doesn't come from there. */
export interface GivenEntry extends Entry {
  readonly value: string;
  readonly valueSpan: NonNullable<Entry['valueSpan']>;
}

export const givenEntries = (launch: Launch): readonly { readonly file: UsedEnvFile; readonly entry: GivenEntry }[] =>
  readEnvFiles(launch).flatMap((file) =>
    file.content.entries.flatMap((entry) => {
      const { value, valueSpan } = entry;
      if (value === null || !valueSpan || launch.spec.env.some(({ name }) => name.text === entry.name)) return [];
      return [{ file, entry: { ...entry, value, valueSpan } }];
    }),
  );

export const usedBy = ({ part }: UsedEnvFile) => [{ message: 'The container gets the file here.', at: part.span }];

/** A value in quotes, without anything after them: the quotes, and what is inside. */
export function quotedValue(value: string): { readonly quote: string; readonly inside: string } | undefined {
  const quote = value[0];
  const trimmed = value.trimEnd();
  if ((quote !== '"' && quote !== "'") || trimmed.length < 2 || trimmed.at(-1) !== quote) return undefined;
  const inside = trimmed.slice(1, -1);
  return inside.includes(quote) || inside.includes('\\') ? undefined : { quote, inside };
}

/** Where a comment begins after a value of one word, or one in quotes. A number such as that of `issue #12` isn't a comment. */
export function commentAt(value: string): number | undefined {
  const [before] = /^(?:"[^"]*"|'[^']*'|[^\s"']*)/.exec(value) ?? [''];
  const rest = value.slice(before.length);
  return /^\s+#(?!\d)/.test(rest) ? before.length : undefined;
}
