import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The example whose findings the README shows. */
const shown = 'test/fixtures/zoo/examples/perception/object_detection/street-detector';

/** Updates the generated blocks of the README: the demo's real output, and the plugin that the tests load. */
export function fillReadme(readme: string, root: string): string {
  const blocks: { readonly [name: string]: string } = {
    demo: fence('console', `$ npx cvl lint ${shown}\n${demoOutput(root)}`),
    plugin: fence('ts', readFileSync(join(root, 'test/fixtures/packs/team/plugin.ts'), 'utf8')),
  };
  return Object.entries(blocks).reduce(
    (text, [name, block]) =>
      text.replace(new RegExp(`(<!-- ${name} -->\n)[^]*?(<!-- /${name} -->)`), (_, start, end) => `${start}${block}${end}`),
    readme,
  );
}

const fence = (language: string, text: string): string => `\`\`\`${language}\n${text.trimEnd()}\n\`\`\`\n`;

function demoOutput(root: string): string {
  const { stdout } = spawnSync(process.execPath, [join(root, 'bin/run.js'), 'lint', shown, '--no-color'], {
    cwd: root,
    encoding: 'utf8',
  });
  return stdout.replace(/(?<! ) +$/gm, '');
}
