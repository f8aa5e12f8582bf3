import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Finding } from '../../../src/api/finding';
import { builtins } from '../../../src/cli/builtin';
import { repositoryAt } from '../../../src/cli/lint/revisions';
import { ConfigurationError } from '../../../src/config/errors';
import { keptUnits } from '../../../src/engine/cache/kept-units';
import { lint } from '../../../src/engine/lint';
import { openProject } from '../../../src/engine/project';
import { times } from '../../thorough';
import { apply, edit } from './edits';
import { createSmallRepository } from './small-repository';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'cvl-since-'));
  createSmallRepository(root);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const today = '2026-01-01';
const common = { version: '0.0.0', today };
const open = () => openProject({ builtins, cwd: root, paths: ['.'], allowCode: false, withoutFailed: true });

const keys = (findings: readonly Finding[]): string[] =>
  findings.map(({ rule, message, at }) => JSON.stringify([rule, message, at]));

/** What is found now, what was found at HEAD, and what is reported since HEAD. */
async function compare() {
  const project = await open();
  const before = repositoryAt(project, { commit: 'HEAD' });
  const kept = keptUnits({ ...project, today, before });
  const now = await lint({ ...project, ...common });
  const atHead = await lint({ ...project, repository: before, ...common });
  const since = await lint({ ...project, ...common, kept, changed: () => {} });
  return { now: keys(now.findings), atHead: keys(atHead.findings), since: keys(since.findings) };
}

test('a commit is read from git as it was on disk', async () => {
  const start = keys((await lint({ ...(await open()), ...common })).findings);
  const paths = ['examples/one/train.sh', 'examples/two/main.py', 'lib/common.sh'];
  for (const path of paths) apply(root, { kind: 'write', path, other: '', text: '# other\n' });
  apply(root, { kind: 'remove', path: 'examples/two/Dockerfile', other: '', text: '' });
  apply(root, { kind: 'write', path: 'examples/three/example.yaml', other: '', text: 'name: three\n' });
  expect((await compare()).atHead).toEqual(start);
});

test('nothing is reported of what is as it was, and all that a change adds is', async () => {
  expect((await compare()).since).toEqual([]);
  apply(root, { kind: 'write', path: 'lib/common.sh', other: '', text: 'IMAGE_PREFIX=three\n' });
  const { since } = await compare();
  expect(since.length).toBeGreaterThan(0);
  expect(since.some((key) => key.includes('examples/one/'))).toBe(true);
});

test('whatever a change adds is in the report', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 2 }), async (edits) => {
      for (const each of edits.filter(({ path, other }) => path !== '.cvlrc' && other !== '.cvlrc')) apply(root, each);
      const { now, atHead, since } = await compare();
      const added = now.filter((key) => !atHead.includes(key));
      expect({
        missing: added.filter((key) => !since.includes(key)),
        foreign: since.filter((key) => !now.includes(key)),
      }).toEqual({
        missing: [],
        foreign: [],
      });
    }),
    { numRuns: times(300, 10), endOnFailure: true },
  );
}, 3_600_000);

test('a commit that git does not know is an error', async () => {
  const project = await open();
  expect(() => repositoryAt(project, { commit: 'no-such-branch' })).toThrow(ConfigurationError);
  expect(() => repositoryAt(project, { commit: '--help' })).toThrow('git knows no commit');
});
