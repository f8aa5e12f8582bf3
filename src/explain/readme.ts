import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { quoteForShell } from '../text/shell-quote';
import { apiGroups } from './api-page';
import { targetTables } from './target-tables';

/** The repository and the file whose findings the README shows, and the columns of its terminal. */
const demo = { root: 'test/fixtures/zoo', file: 'examples/perception/object_detection/street-detector/train.sh', columns: 100 };

const blocks: { readonly [name: string]: (root: string) => string } = {
  demo: (root) => fence('console', `$ npx cvl lint ${demo.file} --quiet\n\n${demoOutput(root)}`),
  plugin: (root) => fence('ts', readFileSync(join(root, 'test/fixtures/packs/team/plugin.ts'), 'utf8')),
  targets: (root) => targetTables(apiGroups(root)),
};

/** Updates the generated blocks of a page, between `<!-- name -->` and `<!-- /name -->`. */
export function fillBlocks(page: string, root: string): string {
  let filled = page;
  for (const [name, content] of Object.entries(blocks)) {
    const start = filled.indexOf(`<!-- ${name} -->\n`);
    const end = filled.indexOf(`<!-- /${name} -->`, start);
    if (start >= 0 && end >= 0)
      filled = `${filled.slice(0, filled.indexOf('\n', start) + 1)}${content(root)}${filled.slice(end)}`;
  }
  return filled;
}

const fence = (language: string, text: string): string => `\`\`\`${language}\n${text.trimEnd()}\n\`\`\`\n`;

/** What a terminal shows, without colors. */
function demoOutput(root: string): string {
  const command = quoteForShell([
    process.execPath,
    join(root, 'bin/run.js'),
    'lint',
    demo.file,
    '--quiet',
    '--no-color',
    '--no-progress',
  ]);
  const { stdout } = spawnSync('script', ['-qec', `stty cols ${demo.columns}; ${command}`, '/dev/null'], {
    cwd: join(root, demo.root),
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], SHELL: '/bin/sh', TERM: 'xterm' },
    encoding: 'utf8',
  });
  return stdout.replaceAll('\r', '').trim();
}
