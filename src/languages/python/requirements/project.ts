import type { SourceFile, Span } from '../../../text/span';
import { parsePython } from '../parse';
import { keywordOf, lastName } from '../syntax';
import { stringValue } from '../value';
import { normalName, parseRequirement, type Requirement } from './requirement';
import { readToml, type TomlEntry } from './toml';

/** What a project file asks for. */
export interface ProjectRequirements {
  readonly name: string | undefined;
  /** Installed with the project. */
  readonly requirements: readonly Requirement[];
  /** Installed only with an extra or a group, which is the key. */
  readonly optional: ReadonlyMap<string, readonly Requirement[]>;
  /** Import names that the project itself provides, if the file lists them. */
  readonly packages: readonly string[];
  /** Why there may be more requirements; empty if the list is complete. */
  readonly open: readonly string[];
}

const requirementsIn = (entry: TomlEntry): Requirement[] =>
  entry.strings.flatMap(({ text, span }) => parseRequirement(text, span) ?? []);

/**
 * Reads `[project]`, `[project.optional-dependencies]`, `[dependency-groups]`, and the tables of Poetry and uv in a `pyproject.toml`.
 */
export function readPyproject(file: SourceFile): ProjectRequirements {
  const requirements: Requirement[] = [];
  const optional = new Map<string, Requirement[]>();
  const open: string[] = [];
  let name: string | undefined;
  for (const entry of readToml(file)) {
    const { table, key } = entry;
    if ((table === 'project' || table === 'tool.poetry') && key === 'name') name = entry.strings[0]?.text;
    else if (table === 'project' && key === 'dependencies') requirements.push(...requirementsIn(entry));
    else if (table === 'project' && key === 'dynamic' && entry.raw.includes('dependencies'))
      open.push('the build computes the dependencies');
    else if (
      table === 'project.optional-dependencies' ||
      table === 'dependency-groups' ||
      (table === 'tool.uv' && key === 'dev-dependencies')
    ) {
      optional.set(key, requirementsIn(entry));
    } else if (table === 'tool.poetry.dependencies' && key !== 'python') requirements.push(poetryRequirement(entry));
    else if (/^tool\.poetry\.group\.[^.]+\.dependencies$/.test(table) || table === 'tool.poetry.dev-dependencies') {
      const group = table.split('.')[3] ?? 'dev';
      optional.set(group, [...(optional.get(group) ?? []), poetryRequirement(entry)]);
    }
  }
  return { name, requirements, optional, packages: [], open };
}

/** `torch = "^2.1"` or `torch = {version = "2.1.0", extras = ["x"]}`. Poetry's `^2.1` is kept as written. */
function poetryRequirement(entry: TomlEntry): Requirement {
  const version =
    /version\s*=\s*"([^"]*)"/.exec(entry.raw)?.[1] ?? (entry.raw.startsWith('{') ? '' : (entry.strings[0]?.text ?? ''));
  const specifier = version === '*' ? '' : version;
  return {
    name: normalName(entry.key),
    written: entry.key,
    extras: [],
    specifier,
    pinned: /^(?:==)?(\d[\w.]*)$/.exec(specifier)?.[1],
    url: /(?:git|url)\s*=\s*"([^"]*)"/.exec(entry.raw)?.[1],
    marker: undefined,
    span: entry.keySpan,
  };
}

/** Reads `name`, `install_requires`, and `packages` of the first `setup(…)` call. */
export function readSetupPy(file: SourceFile): ProjectRequirements {
  const python = parsePython(file);
  const open: string[] = [];
  const call = python.index.calls.find(({ node }) => lastName(node.func) === 'setup');
  if (!call)
    return { name: undefined, requirements: [], optional: new Map(), packages: [], open: ['there is no call of setup()'] };
  const texts = (name: string): string[] | undefined => {
    const expression = keywordOf(call.node, name);
    if (!expression) return [];
    const value = python.resolve(expression, call.frame);
    return value.kind === 'known' && Array.isArray(value.value)
      ? value.value.filter((item): item is string => typeof item === 'string')
      : undefined;
  };
  const required = texts('install_requires');
  if (!required) open.push('install_requires is computed');
  const at: Span = python.span(keywordOf(call.node, 'install_requires') ?? call.node.func);
  const nameExpression = keywordOf(call.node, 'name');
  return {
    name: nameExpression && stringValue(python.resolve(nameExpression, call.frame)),
    requirements: (required ?? []).flatMap((text) => parseRequirement(text, at) ?? []),
    optional: new Map(),
    packages: texts('packages') ?? [],
    open,
  };
}

/** Reads `install_requires` of `[options]` in a `setup.cfg`. */
export function readSetupCfg(file: SourceFile): ProjectRequirements {
  const requirements: Requirement[] = [];
  let section = '';
  let key = '';
  let offset = 0;
  let name: string | undefined;
  for (const line of file.text.split(/(?<=\n)/)) {
    const start = offset;
    offset += line.length;
    const text = line.replace(/[#;].*$/s, '').trimEnd();
    const header = /^\[([^\]]+)\]/.exec(text);
    const pair = /^([\w.-]+)\s*[=:]\s*(.*)$/s.exec(text);
    if (header) section = header[1] ?? '';
    else if (pair) {
      key = pair[1] ?? '';
      if (section === 'metadata' && key === 'name') name = pair[2];
    }
    const value = header ? '' : pair ? (pair[2] ?? '') : text.trim();
    if (section !== 'options' || key !== 'install_requires' || !value) continue;
    const at = start + line.indexOf(value);
    const found = parseRequirement(value, { file: file.path, start: at, end: at + value.length });
    if (found) requirements.push(found);
  }
  return { name, requirements, optional: new Map(), packages: [], open: [] };
}
