import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative } from 'node:path';

/**
 * Which room may import which: arrows run one way. `types` are rooms of which only types may be used, so that no code is loaded.
 */
const allowed: { readonly [room: string]: { readonly code: readonly string[]; readonly types?: readonly string[] } } = {
  text: { code: [] },
  schema: { code: ['languages', 'text'] },
  languages: { code: ['text'] },
  runs: { code: ['languages', 'text'] },
  model: { code: ['languages', 'runs', 'text'] },
  api: { code: ['languages', 'model', 'runs', 'schema', 'text'], types: ['config', 'engine'] },
  engine: { code: ['config', 'languages', 'model', 'schema', 'text'], types: ['api', 'runs'] },
  testing: { code: ['api', 'engine', 'model', 'rules'], types: ['config'] },
  declarative: { code: ['api', 'languages', 'schema', 'text'], types: ['model', 'runs'] },
  fix: { code: ['text'], types: ['api'] },
  reporters: { code: ['api', 'languages', 'runs', 'text', 'rules'], types: ['model'] },
  config: { code: ['api', 'cli', 'declarative', 'engine', 'languages', 'model', 'rules', 'schema', 'text'], types: ['runs'] },
  explain: { code: ['api', 'cli', 'config', 'engine', 'reporters', 'schema', 'testing', 'text'] },
  watch: { code: ['api', 'cli', 'config', 'engine', 'model', 'plugins', 'reporters', 'rules', 'runs', 'schema', 'text'] },
  cli: {
    code: [
      'api',
      'config',
      'engine',
      'explain',
      'fix',
      'languages',
      'model',
      'plugins',
      'reporters',
      'rules',
      'runs',
      'schema',
      'text',
      'watch',
    ],
  },
  plugins: { code: ['api', 'rules'] },
};

const root = join(__dirname, '..');

function files(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))
    .map((file) => posix.join(folder, file));
}

function roomOf(path: string): string {
  const parts = path.split('/');
  if (parts[0] !== 'src') return parts[0] ?? '';
  return parts[1] ?? '';
}

function imports(file: string): { readonly target: string; readonly typeOnly: boolean }[] {
  const text = readFileSync(join(root, file), 'utf8');
  const found: { target: string; typeOnly: boolean }[] = [];
  for (const match of text.matchAll(/^(?:import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s+)?'(\.[^']*)'/gm)) {
    found.push({ target: match[2] ?? '', typeOnly: match[1] !== undefined });
  }
  for (const match of text.matchAll(/import\('(\.[^']*)'\)/g)) found.push({ target: match[1] ?? '', typeOnly: false });
  return found.map(({ target, typeOnly }) => ({ target: relative(root, join(root, dirname(file), target)), typeOnly }));
}

test.each([...files('src'), ...files('plugins')])('%s imports only what its room may', (file) => {
  const room = roomOf(file);
  const arrows = allowed[room];
  expect(arrows).toBeDefined();
  const wrong = imports(file).filter(({ target, typeOnly }) => {
    const to = roomOf(target);
    if (to === room && room !== 'plugins') return false;
    if (to === room && target.split('/')[1] === file.split('/')[1]) return false;
    return !(arrows?.code.includes(to) || (typeOnly && arrows?.types?.includes(to)));
  });
  expect(wrong.map(({ target }) => target)).toEqual([]);
});

test('plugins use the public interface only, without a private door', () => {
  const doors = files('plugins').flatMap((file) =>
    imports(file)
      .filter(({ target }) => roomOf(target) === 'api' && !/^src\/api(\/index)?$/.test(target))
      .map(({ target }) => `${file} imports ${target}`),
  );
  expect(doors).toEqual([]);
});
