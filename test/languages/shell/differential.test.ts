import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { evaluate } from '../../../src/languages/shell/evaluate';
import { parseShell } from '../../../src/languages/shell/syntax/parse';
import { cases } from './cases';
import { diskHost, makeCaseFolder } from './folder';
import { scripts } from './scripts';

/** Real bash and the evaluator must give each `docker` call the same words. `&` in a replacement needs bash 5.2. */
const version =
  spawnSync('bash', ['-c', 'echo "${BASH_VERSINFO[0]}.${BASH_VERSINFO[1]}"'], { encoding: 'utf8' }).stdout?.trim() ?? '';
const newEnough = /^(5\.[2-9]|[6-9])/.test(version) && process.platform === 'linux';
const describeWithBash = newEnough ? describe : describe.skip;

let base: string;
beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), 'cvl-bash-'));
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

let count = 0;

function both(code: string, options: { args?: readonly string[]; env?: Readonly<Record<string, string>> } = {}) {
  const folder = join(base, `case${count++}`);
  mkdirSync(folder);
  makeCaseFolder(folder);
  writeFileSync(join(folder, 'case.sh'), code);
  const { args = [], env = {} } = options;
  const environment = { HOME: join(folder, 'home'), PATH: `${join(folder, 'bin')}:/usr/bin:/bin`, LANG: 'C.UTF-8', ...env };
  const evaluated = evaluate(parseShell({ path: 'case.sh', text: code }), {
    host: diskHost,
    mode: 'concrete',
    repository: folder,
    folder,
    environment: new Map(Object.entries(environment)),
    arguments: args,
  });
  const record = join(folder, '.record');
  spawnSync('bash', [join(folder, 'case.sh'), ...args], {
    cwd: folder,
    env: { ...environment, RECORD: record },
    input: '',
    timeout: 60_000,
  });
  const recorded = existsSync(record) ? readFileSync(record, 'utf8').split('\0').slice(0, -1) : [];
  const want: string[][] = [];
  for (let at = 0; at < recorded.length; at += 1 + Number(recorded[at]))
    want.push(recorded.slice(at + 1, at + 1 + Number(recorded[at])));
  const got = evaluated.commands.map(({ argv }) =>
    argv.slice(1).map((word) => (word.many || word.when ? null : word.segments.map(({ text }) => text ?? '\0').join(''))),
  );
  return { want, got, certain: evaluated.commands.every(({ certainty }) => certainty === 'always') };
}

describeWithBash('as bash does (needs bash 5.2 or newer on Linux)', () => {
  describe.each(Object.entries(cases))('%s', (_, codes) => {
    test.each(codes.map((code) => [code]))('%s', (code) => {
      const { want, got, certain } = both(`${code}\n`);
      expect(got).toEqual(want);
      expect(certain).toBe(true);
    });
  });

  describe.each(Object.entries(scripts))('a script that %s', (_, code) => {
    test.each([
      ['without arguments', {}],
      ['with arguments', { args: ['--flag', 'a b', '--epochs=3'] }],
      [
        'with variables set',
        { env: { HF_TOKEN: 'tok en', CVL_IMAGE: 'other:1', CUDA_VISIBLE_DEVICES: '0,1', WORK_DIR: '/data' } },
      ],
    ])('%s', (__, options) => {
      const { want, got } = both(code, options);
      expect(got).toEqual(want);
      expect(want.length).toBeGreaterThan(0);
    });
  });
});
