import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '../..');

test('every package whose code is bundled is in THIRD_PARTY_NOTICES.txt, with its license', () => {
  const list =
    'import { bundle } from "./scripts/bundle.mjs"; console.log(JSON.stringify((await bundle({ write: false })).inputs))';
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', list], { cwd: root, encoding: 'utf8' });
  const bundled = Object.keys(JSON.parse(stdout)).flatMap(
    (path) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? [],
  );
  expect(bundled).toContain('yaml');

  const [, ...notices] = readFileSync(join(root, 'dist/THIRD_PARTY_NOTICES.txt'), 'utf8').split(/^-{80}\n(?=\S+ \d+\.\d)/m);
  const named = new Map(notices.map((notice) => [notice.split(' ')[0], notice]));
  expect([...named.keys()].sort()).toEqual([...new Set(bundled)].sort());
  const unlicensed = [...named].filter(
    ([, notice]) => !/permission|license|public domain/i.test(notice.split('\n').slice(1).join()),
  );
  expect(unlicensed).toEqual([]);
});
