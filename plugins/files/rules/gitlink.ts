import { defineRule } from '../../../src/api';

export default defineRule({
  name: 'gitlink',
  scope: 'repository',
  docs: {
    summary: 'Every submodule is named in .gitmodules',
    why: 'A folder that holds a git repository of its own is committed as a bare commit id. Without an entry in `.gitmodules`, git does not know where to fetch it from, and the folder is empty in every clone.',
    bad: [{ wrong: 'There is no .gitmodules.', sample: { '/examples/demo/vendored': { gitlink: true } } }],
    good: { '/examples/demo/vendored/model.py': 'x = 1\n' },
  },
  messages: {
    unlisted:
      "This folder is committed as a submodule, but .gitmodules has no `path = {{path}}`, so it's empty in every clone. Add it with `git submodule add`, or commit its files instead.",
  },
  *check(repository) {
    const links = repository.files.filter(({ type }) => type === 'gitlink');
    if (links.length === 0) return;
    const text = repository.source('.gitmodules')?.text ?? '';
    const listed = new Set(
      [...text.matchAll(/^[ \t]*path[ \t]*=([^\n]*)$/gm)].map(([, path = '']) => path.trim().replace(/^"|"$/g, '')),
    );
    for (const { path } of links) if (!listed.has(path)) yield { message: 'unlisted', data: { path }, at: { file: path } };
  },
});
