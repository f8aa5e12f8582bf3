import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { badSamples, goodSamples } from '../../src/api/samples';
import { builtins } from '../../src/cli/builtin';
import { applyFixes } from '../../src/fix/edits';
import { parseDockerfile } from '../../src/languages/docker';
import { parsePython } from '../../src/languages/python';
import { parseShell } from '../../src/languages/shell';
import { parseYaml } from '../../src/languages/yaml';
import type { MemoryFile } from '../../src/model/memory';
import { builtinReporters, loadReporter } from '../../src/reporters';
import { sampleFiles } from '../../src/testing/samples';
import { type Files, lintFiles } from '../robustness/subject';

export { lintFiles };

/** A repository in memory: the samples of one rule, or files of the zoo. */
export type Seed = { readonly [path: string]: Uint8Array };

const encoder = new TextEncoder();
const bytesOf = (file: MemoryFile): Uint8Array | undefined =>
  typeof file === 'string'
    ? encoder.encode(file)
    : (file.bytes ?? (file.text === undefined ? undefined : encoder.encode(file.text)));

/** What is mutated: each sample of each rule, each case of test/cases, and each example of the zoo. */
export function seeds(root: string): readonly Seed[] {
  const samples = builtins.plugins.flatMap(({ rules = [] }) =>
    rules.flatMap((rule) =>
      [...badSamples(rule.docs).map(({ sample }) => sample), ...goodSamples(rule.docs)].map((sample) =>
        plain(sampleFiles(sample, rule.scope)),
      ),
    ),
  );
  const folders = ['test/cases', 'test/fixtures/zoo/examples'].flatMap((folder) => leaves(join(root, folder)));
  return [...samples, ...folders].filter((seed) => Object.keys(seed).length > 0);
}

const plain = (files: Files): Seed =>
  Object.fromEntries(Object.entries(files).flatMap(([path, file]) => (bytesOf(file) ? [[path, bytesOf(file)!]] : [])));

/** The folders that hold files, with all that is below each, as examples of a repository. */
function leaves(folder: string): readonly Seed[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  if (!entries.some((entry) => entry.isFile() && /example\.ya?ml|\.sh$|Dockerfile/.test(entry.name)))
    return entries.flatMap((entry) => (entry.isDirectory() ? leaves(join(folder, entry.name)) : []));
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  return [Object.fromEntries(files.map((path) => [`examples/demo/${path.slice(folder.length + 1)}`, readFileSync(path)]))];
}

/**
 * What is wrong with how an input is linted; empty where nothing is. Throws where the linter does. `sarifFault`: why a SARIF report isn't
 * valid.
 */
export async function faultsOf(seed: Seed, sarifFault: (text: string) => string | undefined): Promise<readonly string[]> {
  const files: Files = Object.fromEntries(Object.entries(seed).map(([path, bytes]) => [path, { bytes }]));
  const result = await lintFiles(files);
  const faults: string[] = [];
  for (const { rule, message, at } of result.findings) {
    if (rule === 'internal/rule-crashed') faults.push(`crash: ${message}`);
    const text = result.text(at.file) ?? '';
    const lines = text.split(/\r\n|[\r\n]/).length;
    if ('line' in at && result.text(at.file) !== undefined && at.line > lines)
      faults.push(`place: ${rule} reports line ${at.line} of ${lines} in ${at.file}`);
    if ('start' in at && !(at.start >= 0 && at.start <= at.end && at.end <= text.length))
      faults.push(`place: ${rule} reports ${at.file} ${at.start}-${at.end} of ${text.length}`);
  }
  faults.push(...fixFaults(result));
  const printed = await reports(result);
  const invalid = sarifFault(printed.get('sarif') ?? '');
  if (invalid !== undefined) faults.push(`sarif: ${invalid}`);
  const again = await lintFiles(files);
  for (const [name, text] of await reports({ ...again, statistics: result.statistics })) {
    if (printed.get(name) !== text) faults.push(`two runs: the ${name} reports differ`);
  }
  return faults;
}

type Result = Awaited<ReturnType<typeof lintFiles>>;

const options = { color: false, hyperlinks: false, env: {}, cwd: '/repository' };

/** What every reporter prints. */
async function reports(result: Result): Promise<ReadonlyMap<string, string>> {
  const printed = new Map<string, string>();
  for (const name of Object.keys(builtinReporters)) {
    const reporter = await loadReporter(name);
    printed.set(name, await reporter!.report(result, options));
  }
  return printed;
}

/** A text that could be parsed before its fixes can be parsed after them. */
function fixFaults(result: Result): readonly string[] {
  const faults: string[] = [];
  for (const [path, fixed] of applyFixes(result.findings, result.text).texts) {
    const before = problemCount(path, result.text(path) ?? '');
    // A parser may word what is wrong with a broken text in another way.
    if (before === 0 && problemCount(path, fixed) > 0) faults.push(`fix: ${path} has syntax errors after its fixes`);
  }
  return faults;
}

function problemCount(path: string, text: string): number {
  const file = { path, text };
  if (/\.(sh|bash)$/.test(path)) return parseShell(file).problems.length;
  if (/\.py$/.test(path)) return parsePython(file).problems.length;
  if (/\.ya?ml$/.test(path)) return parseYaml(file).problems.length;
  return /Dockerfile/.test(path) ? parseDockerfile(file).problems.length : 0;
}
