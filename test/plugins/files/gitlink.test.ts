import gitlink from '../../../plugins/files/rules/gitlink';
import { quoted, report } from './report';

test('an entry in .gitmodules is enough', async () => {
  const modules = '[submodule "x"]\n\tpath = examples/demo/x\n\turl = https://example.org/x\n';
  const sample = { '/.gitmodules': modules, x: { gitlink: true }, y: { gitlink: true } };
  expect(await report(gitlink, sample)).toEqual([['y', 'unlisted', '']]);
  expect((await quoted(gitlink, sample)).map(([entry]) => entry)).toEqual(['path = examples/demo/y']);
});
