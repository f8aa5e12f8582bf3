import { existsSync, lstatSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { join, posix, sep } from 'node:path';
import { parse } from 'yaml';
import type { SampleFile } from '../../src/api';
import type { LintResult } from '../../src/api/finding';
import { builtins } from '../../src/cli/builtin';
import { assemble } from '../../src/config/assemble';
import { builtinSources, defaultPack } from '../../src/config/builtins';
import { checkNames, checkStructure } from '../../src/config/check';
import type { RuleSettings } from '../../src/config/form';
import { sourceOf } from '../../src/config/source';
import type { Configuration } from '../../src/config/types';
import { lint } from '../../src/engine/lint';
import { memoryTree } from '../../src/model/memory';
import { createRepository } from '../../src/model/repository';
import { compileGlobs } from '../../src/text/glob';
import { caseReport } from './report';

/** The content of `case.yaml`, explained in README.md. */
interface CaseForm {
  readonly options?: { readonly [option: string]: unknown };
  readonly rules?: RuleSettings;
  readonly tables?: { readonly [name: string]: unknown };
  readonly files?: { readonly [path: string]: SampleFile };
  readonly today?: string;
}

const keys = ['options', 'rules', 'tables', 'files', 'today'];
const aside = new Set(['expected.txt', 'case.yaml']);

/** The cases below a folder, as `plugin/rule/name`, sorted. */
export function casesIn(root: string): string[] {
  const foldersIn = (path: string): string[] =>
    readdirSync(join(root, path), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => posix.join(path, name));
  return foldersIn('.').flatMap(foldersIn).flatMap(foldersIn).sort();
}

/** Lints the files of a case and returns the report that its `expected.txt` must have. */
export async function reportOfCase(root: string, name: string): Promise<string> {
  const folder = join(root, name);
  const form = formOf(folder);
  const configuration = await configurationOf(name.split('/').slice(0, 2).join('/'), form);
  const ran = [...configuration.rules.keys()];
  const wholeRun = ran.some((id) => id.startsWith('directives/') && configuration.canBeOn(id));
  const result = await lintFiles(filesOf(folder, form), configuration, { today: form.today, wholeRun });
  return caseReport(result);
}

/** Lints a repository in memory. The date is 2026-01-01 unless another is given. */
export const lintFiles = (
  files: { readonly [path: string]: SampleFile },
  configuration: Configuration,
  { today = '2026-01-01', wholeRun = true }: { readonly today?: string; readonly wholeRun?: boolean } = {},
): Promise<LintResult> =>
  lint({
    repository: createRepository(memoryTree(files), {
      examples: configuration.examples,
      ignores: compileGlobs(configuration.ignore),
      readers: configuration.readers,
    }),
    configuration,
    paths: [''],
    version: '0.0.0',
    today,
    wholeRun,
  });

/** The content of `expected.txt`. If `update` is set, it's written first. Throws if there is no such file. */
export function expectedOfCase(root: string, name: string, actual: string, update: boolean): string {
  const file = join(root, name, 'expected.txt');
  if (update && !(existsSync(file) && readFileSync(file, 'utf8') === actual)) writeFileSync(file, actual);
  if (existsSync(file)) return readFileSync(file, 'utf8');
  throw new Error(`The case ${name} has no expected.txt. Write it with \`npm run cases -- ${name} --update\`, then read it.`);
}

function formOf(folder: string): CaseForm {
  const file = join(folder, 'case.yaml');
  const form = existsSync(file) ? (parse(readFileSync(file, 'utf8')) as CaseForm) : {};
  const unknown = Object.keys(form).find((key) => !keys.includes(key));
  if (unknown !== undefined) throw new Error(`case.yaml has no key "${unknown}". Its keys are ${keys.join(', ')}.`);
  return form;
}

function filesOf(folder: string, { files = {} }: CaseForm): { readonly [path: string]: SampleFile } {
  const found = filesBelow(folder);
  for (const name of aside) delete found[name];
  for (const [path, given] of Object.entries(files)) {
    found[path] = typeof given === 'string' ? { text: given } : { ...found[path], ...given };
  }
  return found;
}

/** The files below a folder, by their paths from there. */
export function filesBelow(folder: string): { [path: string]: Exclude<SampleFile, string> } {
  const found: { [path: string]: Exclude<SampleFile, string> } = {};
  for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const path = entry.split(sep).join('/');
    const stat = lstatSync(join(folder, entry));
    if (stat.isSymbolicLink()) found[path] = { link: readlinkSync(join(folder, entry)) };
    else if (stat.isFile()) found[path] = { bytes: readFileSync(join(folder, entry)) };
  }
  return found;
}

/** `cvl:recommended` with only the rules of the case. */
async function configurationOf(id: string, { options, rules, tables }: CaseForm): Promise<Configuration> {
  const { plugins, packs } = builtins;
  const level = packs[defaultPack]?.rules?.[id];
  const severity = Array.isArray(level) ? level[0] : (level ?? 'warning');
  const own = sourceOf('case.yaml', '/', { tables, rules: rules ?? (options ? { [id]: [severity, options] } : {}) });
  const known = { builtins, plugins: new Map(plugins.map((plugin) => [plugin.name, plugin])), incomplete: false };
  const problems = [...(await checkStructure(own)), ...(await checkNames(own, known))];
  if (problems.length > 0) throw new Error(problems.map(({ message }) => `case.yaml: ${message}`).join('\n'));
  const configuration = assemble({
    builtins,
    plugins,
    sources: [...builtinSources(builtins, defaultPack), own],
    commandLine: { origin: { name: 'case' }, rules: new Map() },
    hints: [],
  });
  if (!configuration.rules.has(id)) throw new Error(`There is no rule ${id}: the folders of a case are plugin/rule/name.`);
  const chosen = new Set(rules ? Object.keys(rules) : [id]);
  return { ...configuration, canBeOn: (rule) => chosen.has(rule) && configuration.canBeOn(rule) };
}
