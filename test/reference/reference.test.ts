import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { expectedOfCase } from '../cases/case';
import { type Judgement, judgeOf } from './judge';
import { entryOf, type Line, linesOf } from './lines';
import { referencePage } from './page';

const root = __dirname;
const update = process.env['CVL_UPDATE_CASES'] !== undefined && process.env['CI'] === undefined;
const lines = linesOf(root);
const judge = judgeOf(root);
const judgements = new Map<string, Promise<Judgement>>();
const judged = (line: Line): Promise<Judgement> => {
  const found = judgements.get(line.path) ?? judge(line);
  judgements.set(line.path, found);
  return found;
};
const entries = lines.map((line) => ({ line, entry: entryOf(root, line) }));
const violations = entries
  .filter(({ entry }) => entry.base !== undefined)
  .map(({ line, entry }) => ({ path: line.path, line, entry }));

test('each entry belongs to a line of the reference', () => {
  const folders = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => posix.basename(path) === 'line.yaml')
    .map((path) => posix.dirname(path));
  expect(folders.sort()).toEqual(lines.map(({ path }) => path).sort());
});

test.each(violations)('reference/$path', async ({ path, line, entry }) => {
  const { findings, report, twin } = await judged(line);
  expect(report).toBe(expectedOfCase(join(root, '..'), posix.join('reference', path), report, update));
  expect(twin.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([]);
  const rules = findings.map(({ rule }) => rule);
  if (line.open === undefined) expect(rules).toEqual(expect.arrayContaining([...(entry.rules ?? [])]));
  else expect({ path, reported: rules.filter((rule) => entry.rules?.includes(rule)) }).toEqual({ path, reported: [] });
});

test.each(entries)(
  'reference/$line.path names what covers it',
  ({ line, entry: { kind, rules = [], command, offers, base, wrong } }) => {
    if (kind === 'checked')
      expect({ rules: rules.length > 0, violation: base !== undefined && wrong !== undefined }).toEqual({
        rules: true,
        violation: true,
      });
    else if (line.open === undefined) expect(offers).toBeDefined();
    for (const [, name] of `${command ?? ''} ${offers ?? ''}`.matchAll(/\bcvl ([a-z]+)/g)) {
      expect({ name, exists: existsSync(join(root, '../../src/cli/commands', `${name}.ts`)) }).toEqual({ name, exists: true });
    }
  },
);

/** If this fails after a change to a rule or to an entry, run `npm run docs`. */
test('docs/reference.md is up to date', async () => {
  expect(readFileSync(join(root, '../../docs/reference.md'), 'utf8')).toBe(await referencePage(root, judged));
});
