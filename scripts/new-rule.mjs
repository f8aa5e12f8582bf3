/**
 * `npm run new-rule PLUGIN/NAME` writes a small rule that works, with everything that a rule needs: its entries in the plugin and in the
 * packs, a first case with its expected report, and its page.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Script } from 'node:vm';
import { writePages } from './pages.mjs';
import { ruleIn, sampleOf } from './rule-template.mjs';
import { root } from './source.mjs';

const [id, ...more] = process.argv.slice(2);
const refusal = refuse(id, more);
if (refusal) {
  process.stderr.write(`${refusal}\n`);
  process.exit(2);
}

const [plugin, name] = id.split('/');
const rule = `plugins/${plugin}/rules/${name}.ts`;
write(rule, ruleIn(plugin, name));
addToPlugin();
addToPack('recommended', 'warning');
addToPack('strict', 'error');
run('node_modules/@biomejs/biome/bin/biome', 'check', '--write', '--log-level=error', rule, `plugins/${plugin}/index.ts`);
const first = `test/cases/${plugin}/${name}/first`;
for (const [path, text] of Object.entries(sampleOf(plugin).bad)) write(`${first}/examples/demo/${path}`, text);
run('scripts/cases.mjs', `${plugin}/${name}/first`, '--update');
await writePages();
process.stdout.write(`${rule} is a rule that works. Next:
  1. Write what it requires and checks in ${rule}.
  2. Write its cases below test/cases/${plugin}/${name}/, run \`npm run cases -- ${id} --update\`, and read each expected.txt.
  3. Choose its severities in rules/packs/recommended.yaml and strict.yaml.
  4. Run \`npm run docs\` for its page.
`);

/** Why a new rule can't have this name. Undefined if it can. */
function refuse(id, more) {
  if (id === undefined || more.length > 0 || !/^[a-z][a-z0-9]*(-[a-z0-9]+)*\/[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id)) {
    return 'Give one name, plugin/rule, in lowercase with hyphens. For example, `npm run new-rule docker/restart-policy`.';
  }
  const [plugin, name] = id.split('/');
  const plugins = readdirSync(`${root}plugins`).sort();
  if (!plugins.includes(plugin)) return `There is no plugin "${plugin}". The plugins are ${plugins.join(', ')}.`;
  const file = `plugins/${plugin}/rules/${name}.ts`;
  return existsSync(root + file) ? `The rule ${id} already exists, in ${file}.` : undefined;
}

function write(path, text) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

/** Imports the rule in the plugin's index.ts and lists it there, sorted by name. */
function addToPlugin() {
  const path = `plugins/${plugin}/index.ts`;
  const text = readFileSync(root + path, 'utf8');
  const files = new Map(
    [...text.matchAll(/^import (\w+) from '\.\/rules\/([\w-]+)';$/gm)].map(([, local, file]) => [local, file]),
  );
  const camel = name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
  const local = files.has(camel) || isReserved(camel) ? `${camel}Rule` : camel;
  files.set(local, name);
  const sorted = [...files].sort(([, a], [, b]) => (a < b ? -1 : 1));
  const listed = text.replace(/\brules: \[[^\]]*\]/, `rules: [${sorted.map(([each]) => each).join(', ')}]`);
  write(path, listed.replace(/^(?=import \w+ from '\.\/rules\/)/m, `import ${local} from './rules/${name}';\n`));
}

/** Whether JavaScript reserves a word, such as `import`. */
function isReserved(word) {
  try {
    new Script(`'use strict'; let ${word};`);
    return false;
  } catch (error) {
    if (error instanceof SyntaxError) return true;
    throw error;
  }
}

/** Adds the rule to a pack, before the next rule in order. Comments and options don't change. */
function addToPack(pack, severity) {
  const path = `rules/packs/${pack}.yaml`;
  const lines = readFileSync(root + path, 'utf8')
    .trimEnd()
    .split('\n');
  const idAt = (line) => /^ {2}([a-z0-9-]+\/[a-z0-9-]+):/.exec(line)?.[1];
  const isOfPlugin = (line) => idAt(line)?.startsWith(`${plugin}/`);
  let position = lines.findIndex((line) => isOfPlugin(line) && idAt(line) > id);
  if (position < 0) position = lines.indexOf('', lines.findLastIndex(isOfPlugin));
  lines.splice(position < 0 ? lines.length : position, 0, `  ${id}: ${severity}`);
  write(path, `${lines.join('\n')}\n`);
}

function run(script, ...args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, script), ...args], { cwd: root, encoding: 'utf8' });
  if (status === 0) return;
  process.stderr.write(
    `${stdout}${stderr}\`node ${[script, ...args].join(' ')}\` failed. Files that are already written stay.\n`,
  );
  process.exit(1);
}
