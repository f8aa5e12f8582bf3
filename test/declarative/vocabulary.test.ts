import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fieldsOf, subjectNames, typeNames, vocabulary } from '../../src/declarative/vocabulary';

const page = readFileSync(join(__dirname, '../../docs/configuration.md'), 'utf8');

test.each(typeNames)('docs/configuration.md lists the fields of %s with their types', (type) => {
  const table = page.slice(page.indexOf(`**${type}**`)).split('\n\n')[1] ?? '';
  const listed = [...table.matchAll(/^\| `(\w+)` \| `([^`]+)` \| (.*) \|$/gm)].map(([, name, kind, meaning]) => [
    name,
    kind,
    meaning,
  ]);
  const fields = Object.entries(vocabulary[type]).map(([name, [kind, meaning]]) => [name, kind, meaning]);
  expect(listed).toEqual(fields);
  expect(fieldsOf(type)).toEqual(fields.map(([name]) => name));
});

test('docs/configuration.md lists everything that a check can be about', () => {
  for (const subject of subjectNames) expect(page).toContain(`\`${subject}\``);
});
