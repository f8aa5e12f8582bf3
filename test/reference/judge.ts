import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding, LintResult } from '../../src/api/finding';
import { builtins } from '../../src/cli/builtin';
import { assemble } from '../../src/config/assemble';
import { builtinSources } from '../../src/config/builtins';
import type { Configuration } from '../../src/config/types';
import { lintFiles } from '../cases/case';
import { caseReport } from '../cases/report';
import { type Entry, entryOf, type Line } from './lines';
import { type Base, baseOf } from './repository';

/** What cvl reports of an entry. */
export interface Judgement {
  /** What the violation has and its base hasn't. */
  readonly findings: readonly Finding[];
  /** The same as text, for `expected.txt`. */
  readonly report: string;
  /** Errors and warnings of the conforming twin. */
  readonly twin: readonly Finding[];
}

const configurations: { readonly [pack: string]: Configuration } = Object.fromEntries(
  ['recommended', 'strict'].map((pack) => [pack, configurationOf(pack)]),
);

/** Lints the violation and the twin of an entry with all rules of a pack, `recommended` unless only `strict` has the entry's rules. */
export function judgeOf(root: string): (line: Line) => Promise<Judgement> {
  const remembered = new Map<string, Promise<LintResult>>();
  const once = (key: string, run: () => Promise<LintResult>): Promise<LintResult> => {
    const found = remembered.get(key) ?? run();
    remembered.set(key, found);
    return found;
  };
  return async (line) => {
    const entry = entryOf(root, line);
    if (entry.base === undefined) throw new Error(`${line.path}/line.yaml names no base.`);
    const base: Base = baseOf(root, entry.base);
    const pack = packOf(entry);
    const lintIn = (files: ReturnType<Base['files']>): Promise<LintResult> => lintFiles(files, configurations[pack]!);
    const folder = join(root, line.path);
    const healthy = await once(`${entry.base} ${pack}`, () => lintIn(base.files()));
    const twin =
      entry.twin || existsSync(join(folder, 'twin')) ? await lintIn(base.files(entry.twin, join(folder, 'twin'))) : healthy;
    const result = await lintIn(base.files(entry, join(folder, 'files')));
    const known = new Set(healthy.findings.map(identity));
    const findings = result.findings.filter((finding) => !known.has(identity(finding)));
    return {
      findings,
      report: caseReport({ ...result, findings }),
      twin: twin.findings.filter(({ severity }) => severity !== 'info'),
    };
  };
}

const identity = ({ rule, at, message }: Finding): string => `${rule} ${at.file} ${message}`;

const packOf = ({ rules = [], pack }: Entry): string =>
  pack ?? (rules.some((rule) => !configurations['recommended']?.canBeOn(rule)) ? 'strict' : 'recommended');

function configurationOf(pack: string): Configuration {
  return assemble({
    builtins,
    plugins: builtins.plugins,
    sources: builtinSources(builtins, pack),
    commandLine: { origin: { name: 'reference' }, rules: new Map() },
    hints: [],
  });
}
