import { cpSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitepress';

const root = fileURLToPath(new URL('../..', import.meta.url));
const copies = fileURLToPath(new URL('../pages', import.meta.url));

// Vue is found only from within this folder.
rmSync(copies, { recursive: true, force: true });
for (const name of ['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'SECURITY.md', 'docs'])
  cpSync(`${root}${name}`, `${copies}/${name}`, { recursive: true });

const pages = (...names) => names.map(([text, name]) => ({ text, link: name === '' ? '/' : `/docs/${name}` }));

export default defineConfig({
  title: 'cvl',
  description: 'Lint repositories of machine-learning examples, their containers and their runs',
  srcDir: copies,
  outDir: fileURLToPath(new URL('../dist', import.meta.url)),
  cacheDir: fileURLToPath(new URL('../cache', import.meta.url)),
  base: process.env.SITE_BASE ?? '/',
  cleanUrls: true,
  rewrites: { 'README.md': 'index.md', 'docs/rules/README.md': 'docs/rules/index.md' },
  // Files of the repository that are no pages.
  ignoreDeadLinks: [/\/(?:editors|plugins|templates|test)\/|\/rules\/(?:packs|tables)|LICENSE|cvlrc/],
  // Messages and patterns hold angle brackets and braces, which are text.
  markdown: {
    html: false,
    config({ core: { ruler } }) {
      ruler.before('normalize', 'markers', dropMarkers);
      ruler.push('braces', keepBraces);
    },
  },
  themeConfig: {
    search: { provider: 'local' },
    outline: 'deep',
    sidebar: [
      {
        text: 'Use it',
        items: pages(
          ['cvl', ''],
          ['Adopt it on a repository', 'adoption'],
          ['CI', 'ci'],
          ['Editors', 'editors'],
          ['AI agents', 'mcp'],
          ['Training runs', 'runs'],
          ['Inspect scripts', 'inspect'],
          ['Compare with the engine', 'live'],
          ['Verify examples', 'verify'],
        ),
      },
      {
        text: 'Look it up',
        items: pages(
          ['Configuration', 'configuration'],
          ['Formats', 'formats'],
          ['Exit codes', 'exit-codes'],
          ['Environment variables', 'environment'],
          ['Performance', 'performance'],
          ['Other linters', 'comparison'],
          ['Verification reference', 'reference'],
        ),
      },
      {
        text: 'Extend it',
        items: pages(
          ['Plugins', 'plugins'],
          ['API', 'api'],
          ['How cvl is built', 'architecture'],
          ['Libraries', 'libraries'],
          ['What a first run costs', 'first-run'],
        ),
      },
      { text: 'Rules', link: '/docs/rules/' },
    ],
  },
});

/** Vue would evaluate `{{name}}` in text. */
function keepBraces({ tokens }) {
  for (const token of tokens)
    for (const child of token.children ?? [])
      if (child.type === 'text' && child.content.includes('{{')) child.content = child.content.replaceAll('{{', '{\u2060{');
}

/** Comments that say where generated text begins and ends. */
function dropMarkers(state) {
  state.src = state.src.replace(/^<!-- \/?[a-z-]+ -->$/gm, '');
}
