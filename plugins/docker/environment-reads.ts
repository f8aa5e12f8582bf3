import type { Launch, Span } from '../../src/api';

interface ReadPlace {
  readonly at: Span;
  /** Whether the code converts it to a number. */
  readonly converts: boolean;
  readonly fallback: string;
}

/** Where the code of the launch reads a variable with another default, or as a number. */
export function readOf(launch: Launch, name: string): ReadPlace | undefined {
  const files = launch.starts.flatMap(({ program, variables }) => (variables.has(name) ? [] : (program?.unconditional ?? [])));
  for (const { facts } of files) {
    const { reads, writes } = facts.environment;
    if (writes.some((write) => write.name === name)) continue;
    for (const { name: own, conversion, fallback, span, presence } of reads) {
      if (own !== name || presence || fallback.kind !== 'known' || fallback.setters.length > 0) continue;
      if (!isPlainRead(launch, span)) continue;
      const { value } = fallback;
      const converts = (conversion === 'int' || conversion === 'float') && value !== null;
      const replaces = conversion === undefined && typeof value === 'string' && value.trim() !== '';
      if (converts || replaces) return { at: span, converts, fallback: String(value) };
    }
  }
  return undefined;
}

/** `os.environ.get(…)` itself: a function of the code's own may well handle an empty text, and so does `or`. */
function isPlainRead({ repository }: Launch, { file, start, end }: Span): boolean {
  const text = repository.source(file)?.text ?? '';
  const rest = text.slice(end, end + 200).split('\n', 1)[0]!;
  return /(?:getenv|environ\.get)\s*\(\s*['"]?$/.test(text.slice(Math.max(0, start - 60), start)) && !/\bor\b|\bif\b/.test(rest);
}
