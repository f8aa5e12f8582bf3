import type { Span } from '../../../text/span';

/** One distribution that something asks for. */
export interface Requirement {
  /** Normalised as PEP 503 says: lower case, runs of `-`, `_` and `.` as one hyphen. */
  readonly name: string;
  readonly written: string;
  readonly extras: readonly string[];
  /** `==2.1.0`, `>=1,<2`; empty where any version will do. */
  readonly specifier: string;
  /** The version of a single `==` without a wildcard. */
  readonly pinned: string | undefined;
  /** Where it is fetched from, in place of an index. */
  readonly url: string | undefined;
  /** After `;`: only there where this holds. */
  readonly marker: string | undefined;
  readonly span: Span;
}

export const normalName = (name: string): string => name.toLowerCase().replace(/[-_.]+/g, '-');

const requirement =
  /^\s*([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\s*(?:\[([^\]]*)\])?\s*(?:@\s*(\S+)|\(?\s*((?:(?:===|==|~=|!=|<=|>=|<|>)\s*[^\s,;()]+\s*,?\s*)*)\)?)?\s*(?:;\s*(.*))?$/;

/** Reads one requirement of PEP 508, or the address of an archive, wheel or repository; undefined where it is neither. */
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

/** The name out of `#egg=name`, a wheel's or archive's file name, or the last part of a repository's address. */
function fromAddress(url: string, span: Span): Requirement | undefined {
  const [address = '', fragment = ''] = url.split('#');
  const egg = /(?:^|&)egg=([A-Za-z0-9._-]+)/.exec(fragment)?.[1];
  const last = decodeURIComponentSafely(address.replace(/\?.*$/, '').replace(/\/+$/, '').split('/').at(-1) ?? '');
  const wheel = /^([A-Za-z0-9_.]+?)-(\d[^-]*)-.*\.whl$/.exec(last);
  const archive = /^([A-Za-z0-9_.-]+?)-(\d[\w.]*)\.(?:tar\.gz|zip|tgz)$/.exec(last);
  const repository = /^(?:git|hg|svn)\+|\.git(?:@|$)/.test(url)
    ? last.replace(/\.git(?=@|$)/, '').replace(/@.*$/, '')
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
