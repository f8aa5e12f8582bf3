import type { SourceFile, Span } from '../../../text/span';
import { normalName, type Requirement } from './requirement';
import { readToml } from './toml';

/** The packages of a `uv.lock`, a `poetry.lock`, or a `Pipfile.lock`, each with its one version. */
export function readLock(file: SourceFile): Requirement[] {
  return file.path.endsWith('Pipfile.lock') ? readPipfileLock(file) : readPackages(file);
}

/** `[[package]]` with a `name` and a `version`. */
function readPackages(file: SourceFile): Requirement[] {
  const found: Requirement[] = [];
  let name: string | undefined;
  for (const { table, key, strings } of readToml(file)) {
    const [value] = table === 'package' ? strings : [];
    if (!value) continue;
    if (key === 'name') name = value.text;
    else if (key === 'version' && name !== undefined) found.push(locked(name, value.text, value.span));
  }
  return found;
}

/** `"numpy": { …, "version": "==1.26.4" }` below `default`. */
function readPipfileLock(file: SourceFile): Requirement[] {
  const end = file.text.indexOf('"develop"');
  const found: Requirement[] = [];
  let name: string | undefined;
  for (const match of (end < 0 ? file.text : file.text.slice(0, end)).matchAll(
    /"([\w.-]{1,100})": \{|"version": "(==[\w.+!-]{1,100})"/g,
  )) {
    const [whole, opened, version] = match;
    if (opened !== undefined) name = opened;
    else if (version !== undefined && name !== undefined) {
      const start = match.index + whole.indexOf('==');
      found.push(locked(name, version.slice('=='.length), { file: file.path, start, end: start + version.length }));
    }
  }
  return found;
}

const locked = (written: string, version: string, span: Span): Requirement => ({
  name: normalName(written),
  written,
  extras: [],
  specifier: `==${version}`,
  pinned: version,
  url: undefined,
  marker: undefined,
  span,
});
