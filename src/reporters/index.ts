import type { Reporter } from '../api/reporter';

interface BuiltinReporter {
  /** One line for `--help`, at hand without loading the reporter. */
  readonly summary: string;
  load(): Promise<Reporter>;
}

/** The reporters that come with cvl, by name; only the one that is asked for is loaded. */
export const builtinReporters: { readonly [name: string]: BuiltinReporter } = {
  stylish: {
    summary: 'for people: findings by file, as a table',
    load: async () => (await import('./stylish')).default,
  },
  json: {
    summary: "for programs: the shape of ESLint's JSON, with our own fields under `cvl`",
    load: async () => (await import('./json')).default,
  },
  sarif: {
    summary: 'SARIF 2.1.0, for GitHub code scanning and editors',
    load: async () => (await import('./sarif')).default,
  },
  github: {
    summary: 'annotations and a step summary for GitHub Actions',
    load: async () => (await import('./github')).default,
  },
  junit: {
    summary: 'JUnit XML: a suite a file, a failure a finding',
    load: async () => (await import('./junit')).default,
  },
  gitlab: {
    summary: 'GitLab Code Quality',
    load: async () => (await import('./gitlab')).default,
  },
  checkstyle: {
    summary: 'Checkstyle XML, which many code review tools read',
    load: async () => (await import('./checkstyle')).default,
  },
  rdjson: {
    summary: 'reviewdog diagnostics (rdjson)',
    load: async () => (await import('./rdjson')).default,
  },
};

/** The built-in reporter of that name; undefined where there is none. */
export async function loadReporter(name: string): Promise<Reporter | undefined> {
  return Object.hasOwn(builtinReporters, name) ? builtinReporters[name]?.load() : undefined;
}
