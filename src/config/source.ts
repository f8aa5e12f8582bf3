import { statSync } from 'node:fs';
import { basename, dirname, extname, relative, sep } from 'node:path';
import { parseYaml, writtenOffset, type YamlDocument, type YamlPath } from '../languages/yaml';
import { lineStarts, positionAt } from '../text/lines';
import { sentence } from '../text/sentence';
import type { SourceFile, Span } from '../text/span';
import { readText } from './packages';
import type { ConfigurationHint, ConfigurationProblem } from './types';

/** One configuration or pack as it was written. */
export interface Source {
  /** The tables that it brings, by name, each as a source of its own. */
  readonly tables?: ReadonlyMap<string, Pick<Source, 'value' | 'place'>>;
  /** As a user knows it: `.cvlrc`, `cvl:recommended`, `team/pack.yaml`, `@acme/examples`. */
  readonly name: string;
  /** Folder that its relative names start from; absolute. */
  readonly folder: string;
  readonly value: unknown;
  /** The file that is code whose export it is; absolute. */
  readonly module?: string;
  /** The line of a key or value, from 1; undefined where the source is code or built in. */
  line(path: YamlPath): number | undefined;
  /** Where a mistake at a path is. */
  place(path: YamlPath, target: 'key' | 'value'): ConfigurationProblem['at'];
  /** Where a mistake inside a text is: at a character of its value. */
  placeWithin(path: YamlPath, offset: number): ConfigurationProblem['at'];
  /** What its language does not allow. */
  readonly problems: readonly ConfigurationProblem[];
  readonly hints: readonly ConfigurationHint[];
}

/** A source with a known value: a built-in pack, a pack of a plugin, the export of a module. */
export function sourceOf(name: string, folder: string, value: unknown, shownFile?: string): Source {
  return {
    name,
    folder,
    value,
    line: () => undefined,
    place: () => ({ file: shownFile ?? name }),
    placeWithin: () => ({ file: shownFile ?? name }),
    problems: [],
    hints: [],
  };
}

/** A path as origins show it: relative to the root where it is inside, with forward slashes. */
export function nameOfFile(file: string, root: string): string {
  const path = relative(root, file);
  return path.startsWith('..') ? file : path.split(sep).join('/');
}

export interface SourceOptions {
  readonly root: string;
  readonly cwd: string;
}

const isJson = (file: string): boolean => extname(file) === '.json';

/** Reads a pack or configuration in YAML or JSON; of a `package.json`, its key `cvl`. Throws if it can't be read. */
export function readSource(file: string, name: string, options: SourceOptions): Source {
  const shown = relative(options.cwd, file) || file;
  if (!statSync(file).isFile()) throw new Error("It isn't a regular file.");
  const text = readText(file);
  if (text === undefined) throw new Error('You may not read it.');
  const written: SourceFile = { path: shown, text };
  const yaml = parseYaml(written);
  const prefix: YamlPath = basename(file) === 'package.json' ? ['cvl'] : [];
  const starts = lineStarts(text);
  const at = (span: Span): { file: string; line: number; column: number } => ({ file: shown, ...positionAt(starts, span.start) });
  const value = prefix.length > 0 ? (yaml.value as { cvl?: unknown } | null | undefined)?.cvl : yaml.value;
  const repeated = yaml.problems.filter((problem) => problem.code === 'DUPLICATE_KEY' && isRuleKey(text, problem.span));
  return {
    name,
    folder: dirname(file),
    value: value ?? (yaml.problems.length > 0 ? undefined : {}),
    line: (path) => at(yaml.nearestSpan([...prefix, ...path])).line,
    place: (path, target) => at(spanOf(yaml, [...prefix, ...path], target)),
    placeWithin: (path, offset) => {
      const span = spanOf(yaml, [...prefix, ...path], 'value');
      const text = followText(value, path);
      if (text === undefined) return at(span);
      const start = span.start + writtenOffset(written.text.slice(span.start, span.end), text, offset);
      return at({ ...span, start });
    },
    problems: yaml.problems
      .filter((problem) => !repeated.includes(problem))
      .map((problem) => ({
        message: sentence(isJson(file) ? `${problem.message.replace(/\.$/, '')} (the file is read as JSON)` : problem.message),
        at: at(problem.span),
      })),
    hints: repeated.map((problem) => ({
      message: `${readKey(text, problem.span)} is set twice in the same place. Only this one counts.`,
      origin: { name, line: at(problem.span).line },
    })),
  };
}

function spanOf(yaml: YamlDocument, path: YamlPath, target: 'key' | 'value'): Span {
  const exact = target === 'value' ? yaml.valueSpan(path) : yaml.keySpan(path);
  // An empty value has no extent: its key is shown.
  return exact && exact.end > exact.start ? exact : yaml.nearestSpan(path);
}

function followText(value: unknown, path: YamlPath): string | undefined {
  let current = value;
  for (const step of path) {
    if (typeof current !== 'object' || current === null) return undefined;
    current = (current as { readonly [step: string | number]: unknown })[step];
  }
  return typeof current === 'string' ? current : undefined;
}

const keyPattern = /["']?([a-z][\w-]*\/[\w-]+)["']?\s*:/y;

function readKey(text: string, span: Span): string | undefined {
  keyPattern.lastIndex = span.start;
  return keyPattern.exec(text)?.[1];
}

const isRuleKey = (text: string, span: Span): boolean => readKey(text, span) !== undefined;
