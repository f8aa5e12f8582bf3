import type { Reporter } from '../api/reporter';

interface BuiltinReporter {
  /** One line for `--help`, available without loading the reporter. */
  readonly summary: string;
  load(): Promise<Reporter>;
}

/** The built-in reporters by name. Each is loaded only when it's used. */
export const builtinReporters: { readonly [name: string]: BuiltinReporter } = {
  stylish: {
    summary: 'a table for each file, for people',
    load: async () => (await import('./stylish')).default,
  },
  json: {
    summary: "ESLint's JSON for programs, with additional fields under `cvl`",
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
    summary: 'JUnit XML, with a test suite for each file',
    load: async () => (await import('./junit')).default,
  },
  gitlab: {
    summary: 'GitLab Code Quality',
    load: async () => (await import('./gitlab')).default,
  },
  checkstyle: {
    summary: 'Checkstyle XML, for code review tools',
    load: async () => (await import('./checkstyle')).default,
  },
  rdjson: {
    summary: 'reviewdog diagnostics (rdjson)',
    load: async () => (await import('./rdjson')).default,
  },
};

/** The built-in reporter of that name. Undefined if there is none. */
export async function loadReporter(name: string): Promise<Reporter | undefined> {
  return Object.hasOwn(builtinReporters, name) ? builtinReporters[name]?.load() : undefined;
}
