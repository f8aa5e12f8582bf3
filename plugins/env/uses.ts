import { type Example, type PythonArtifact, query, type Span, variableValues } from '../../src/api';

/** A place in an example that sets or reads an environment variable. */
export interface Use {
  readonly name: string;
  readonly nameAt: Span;
  /** The value as text; undefined where it isn't known, or is only passed on. */
  readonly value: string | undefined;
  readonly valueAt: Span;
  /** `passed`: into a container by `--env`; `exported`: to what the script starts; `image`: by ENV. */
  readonly kind: 'passed' | 'exported' | 'image' | 'script' | 'python-read' | 'python-write';
}

/** Uses in the example's scripts, launches and Dockerfiles, one for each place. */
export const settingsOf = (example: Example): readonly Use[] =>
  onePerPlace([...inLaunches(example), ...inEnvFiles(example), ...inScripts(example), ...inImages(example)]);

/**
 * Uses in the example's Python, one for each place, in files that have a name for which `matters` as a literal. Only these are parsed:
 * names are nearly always literals.
 */
export const codeUsesOf = (example: Example, matters: (name: string) => boolean): readonly Use[] =>
  onePerPlace(inPython(example, (file) => literalNames(file).some(matters)));

/** The same in files with a name and its default or assigned value, for which `matters`. The value is undefined where it isn't a literal. */
export const codeValuesOf = (example: Example, matters: (name: string, value: string | undefined) => boolean): readonly Use[] =>
  onePerPlace(inPython(example, (file) => literalValues(file).some(([name, value]) => matters(name, value))));

/** Names, each with the literal beside it as its value. */
const literalValues = query('env.literalValues', ({ source: { text } }: PythonArtifact['python']) => {
  const pattern = /["']([A-Z][A-Z0-9_]+)["']\s*(?:,|\]\s*=(?!=))\s*(?:"([^"\\\n]*)"|'([^'\\\n]*)')?\s*([),;#\n])?/g;
  const all = usesEnvironment(text) ? [...text.matchAll(pattern)] : [];
  return all.map(([, name = '', double, single, end]) => [name, end === undefined ? undefined : (double ?? single)] as const);
});

const usesEnvironment = (text: string): boolean => /environ|getenv/.test(text);

function onePerPlace(uses: readonly Use[]): readonly Use[] {
  const seen = new Set<string>();
  return uses.filter(({ name, valueAt, nameAt }) => {
    const key = `${name} ${valueAt.file} ${nameAt.start} ${valueAt.start}`;
    return !seen.has(key) && seen.add(key);
  });
}

const inLaunches = ({ launches }: Example): Use[] =>
  launches.flatMap(({ spec }) =>
    spec.env.flatMap(({ name, value }) =>
      name.text === undefined
        ? []
        : [
            {
              name: name.text,
              nameAt: name.span,
              value: value?.text,
              valueAt: value?.span ?? name.span,
              kind: 'passed' as const,
            },
          ],
    ),
  );

/** As docker reads them. A value in quotes is left to `docker/env-file-quotes`, one that ends in blanks or a comment to its sibling. */
const inEnvFiles = ({ launches }: Example): Use[] =>
  launches.flatMap(({ envFiles }) =>
    envFiles.flatMap(({ content }) =>
      (content?.entries ?? []).flatMap(({ name, nameSpan, value, valueSpan }) =>
        value === null || !valueSpan || /^["']|\s$|\s#/.test(value)
          ? []
          : [{ name, nameAt: nameSpan, value, valueAt: valueSpan, kind: 'passed' as const }],
      ),
    ),
  );

const inScripts = ({ scripts }: Example): Use[] =>
  scripts.flatMap(({ shell }) =>
    variableValues(shell)
      // `SHOWN=${NAME:-x}` gives SHOWN a value, not NAME.
      .filter(({ name, assignedTo = name }) => assignedTo === name)
      .map(({ name, nameSpan, value, valueSpan, kind }) => ({
        name,
        nameAt: nameSpan,
        value,
        valueAt: valueSpan,
        kind: kind === 'export' ? ('exported' as const) : ('script' as const),
      })),
  );

const inImages = ({ dockerfiles }: Example): Use[] =>
  dockerfiles.flatMap(({ dockerfile }) =>
    dockerfile.stages.flatMap(({ env }) =>
      env.map(({ name, nameSpan, value, valueSpan }) => ({
        name,
        nameAt: nameSpan,
        value,
        valueAt: valueSpan ?? nameSpan,
        kind: 'image' as const,
      })),
    ),
  );

/** Literals that may be names of variables, in a file that reads the environment. */
const literalNames = query('env.literalNames', ({ source: { text } }: PythonArtifact['python']): readonly string[] => {
  const found = usesEnvironment(text) ? [...text.matchAll(/["']([A-Z][A-Z0-9_]+)["']/g)].map(([, name]) => name ?? '') : [];
  return [...new Set(found)];
});

/** Not in code that the configuration leaves out. */
const inPython = ({ python, repository }: Example, isWanted: (file: PythonArtifact['python']) => boolean): Use[] =>
  python.flatMap(({ python: file, path }) => {
    if (!repository.entry(path) || !isWanted(file)) return [];
    const { reads, writes } = file.facts.environment;
    return [
      ...reads.map(({ name, span, fallback }) => ({
        name,
        nameAt: span,
        value: fallback.kind === 'known' && typeof fallback.value === 'string' ? fallback.value : undefined,
        valueAt: span,
        kind: 'python-read' as const,
      })),
      ...writes.map(({ name, span, value }) => ({
        name,
        nameAt: span,
        value: value.kind === 'known' && typeof value.value === 'string' ? value.value : undefined,
        valueAt: span,
        kind: 'python-write' as const,
      })),
    ];
  });
