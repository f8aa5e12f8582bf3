import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readSettings } from '../../src/lsp/surroundings';

const folder = join(__dirname, '../../editors/vscode');
const { contributes } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
const properties: { readonly [name: string]: { readonly default: unknown; readonly enum?: readonly unknown[] } } =
  contributes.configuration.properties;

test('the settings of the extension are those of the server, with the same defaults', () => {
  const { 'cvl.path': own, ...shared } = properties;
  expect(own).toBeDefined();
  expect(Object.keys(shared)).toEqual(['cvl.scope', 'cvl.allowCode']);
  const defaults = Object.fromEntries(Object.entries(shared).map(([name, each]) => [name.slice(4), each.default]));
  expect(readSettings({})).toMatchObject(defaults);
  for (const scope of properties['cvl.scope']?.enum ?? []) expect(readSettings({ scope })).toMatchObject({ scope });
  expect(readSettings({ allowCode: false })).toMatchObject({ allowCode: false });
});
