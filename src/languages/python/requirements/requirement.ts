import type { Span } from '../../../text/span';

/** A distribution that a file or a command asks for. */
export interface Requirement {
  /** Normalized as in PEP 503: lowercase, with one hyphen for each run of `-`, `_`, and `.`. */
  readonly name: string;
  /** The name as written. */
  readonly written: string;
  readonly extras: readonly string[];
  /** `==2.1.0`, `>=1,<2`; empty if it is unpinned. */
  readonly specifier: string;
  /** The version of a single `==` without a wildcard. */
  readonly pinned: string | undefined;
  /** The address that it comes from in place of an index. */
  readonly url: string | undefined;
  /** What follows `;`: the environments that it is for. */
  readonly marker: string | undefined;
  readonly span: Span;
}

/** A distribution's name as PyPI compares it: lowercase, with single hyphens. */
export const normalName = (name: string): string => name.toLowerCase().replace(/[-_.]+/g, '-');

/** A path without what follows in brackets: `./folder` for `./folder[dev]`. */
export const withoutExtras = (path: string): string => path.replace(/\[.*$/s, '');

const requirement =
  /^\s*([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\s*(?:\[([^\]]*)\]\s*)?(?:@\s*(\S+)\s*|(?:\(\s*)?((?:(?:===|==|~=|!=|<=|>=|<|>)\s*[^\s,;()<>=!~]+\s*(?:,\s*)?)*)(?:\)\s*)?)?(?:;\s*(.*))?$/s;

/** Reads a requirement as in PEP 508, or the address of an archive, wheel, or repository; undefined for other text. */
export function parseRequirement(text: string, span: Span): Requirement | undefined {
  if (/^(?:[a-z+]+:\/\/|git@)/.test(text.trim())) return fromAddress(text.trim(), span);
  const match = requirement.exec(text);
  if (!match?.[1]) return undefined;
  const specifier = (match[4] ?? '').replace(/\s+/g, '').replace(/,$/, '');
  const pinned = /^={2,3}([^,*]+)$/.exec(specifier)?.[1];
  return {
    name: normalName(match[1]),
    written: match[1],
    extras: (match[2] ?? '')
      .split(',')
      .map((extra) => extra.trim())
      .filter(Boolean),
    specifier,
    pinned,
    url: match[3],
    marker: match[5]?.trim() || undefined,
    span,
  };
}

/** The name is in `#egg=name`, in a wheel's or archive's file name, or in the last part of a repository's address. */
function fromAddress(url: string, span: Span): Requirement | undefined {
  const [address = '', fragment = ''] = url.split('#');
  const egg = /(?:^|&)egg=([A-Za-z0-9._-]+)/.exec(fragment)?.[1];
  const last = decodeURIComponentSafely(
    address
      .replace(/\?.*$/s, '')
      .replace(/(?<!\/)\/+$/, '')
      .split('/')
      .at(-1) ?? '',
  );
  const wheel = /^([A-Za-z0-9_.]+?)-(\d[^-]*)-.*\.whl$/.exec(last);
  const archive = /^([A-Za-z0-9_.-]+?)-(\d[\w.]*)\.(?:tar\.gz|zip|tgz)$/.exec(last);
  const repository = /^(?:git|hg|svn)\+|\.git(?:@|$)/.test(url)
    ? last.replace(/\.git(?=@|$)/, '').replace(/@.*$/s, '')
    : undefined;
  const name = egg ?? wheel?.[1] ?? archive?.[1] ?? repository;
  if (!name) return undefined;
  return {
    name: normalName(name),
    written: name,
    extras: [],
    specifier: '',
    pinned: wheel?.[2] ?? archive?.[2],
    url,
    marker: undefined,
    span,
  };
}

function decodeURIComponentSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
