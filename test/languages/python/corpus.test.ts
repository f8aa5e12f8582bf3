import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parsePython } from '../../../src/languages/python/parse';

const corpus = process.env['CVL_CORPUS'] ?? '';
const onCorpus = existsSync(join(corpus, 'examples')) && corpus !== '' ? test : test.skip;

/** Programs that examples start, by their usual names. */
function programs(): string[] {
  const all = readdirSync(join(corpus, 'examples'), { recursive: true, encoding: 'utf8' });
  return all.filter(
    (path) => /(^|\/)(train|finetune|predict|generate|evaluate|inference)\w*\.py$/.test(path) && !path.includes('vendor/'),
  );
}

onCorpus('the programs in CVL_CORPUS are read completely', () => {
  const paths = programs();
  expect(paths.length).toBeGreaterThan(100);
  for (const path of paths) {
    const file = parsePython({ path, text: readFileSync(join(corpus, 'examples', path), 'utf8') });
    expect({ path, problems: file.problems, unread: file.unread, suspect: file.outline.suspect }).toEqual({
      path,
      problems: [],
      unread: undefined,
      suspect: false,
    });
    for (const [kind, facts] of Object.entries(file.facts)) expect({ path, kind, facts }).not.toMatchObject({ facts: undefined });
  }
});

onCorpus('every import that is scanned at the margin is also parsed', () => {
  for (const path of programs()) {
    const file = parsePython({ path, text: readFileSync(join(corpus, 'examples', path), 'utf8') });
    const scanned = file.scannedImports.filter(({ guard }) => guard === 'none');
    const parsed = new Set(file.facts.imports.map(({ module, span }) => `${module} ${span.start}`));
    expect({ path, missing: scanned.filter(({ module, span }) => !parsed.has(`${module} ${span.start}`)) }).toEqual({
      path,
      missing: [],
    });
  }
});
