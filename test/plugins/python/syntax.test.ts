import syntax from '../../../plugins/python/rules/syntax';
import { reported, script } from './reported';

describe('syntax', () => {
  test.each([
    ['the program', { 'train.py': 'x = (1\n' }, 1],
    ['what it imports', { 'train.py': 'import net\n', 'net.py': 'if x:\ny = 1\n' }, 1],
    ['what nothing imports', { 'train.py': 'x = 1\n', 'old.py': 'print "x"\n' }, 0],
    ['newer Python', { 'train.py': 'print(f"{d["a"]}")\ntype A = int\n' }, 0],
  ])('%s', async (_, files, count) => {
    expect(await reported(syntax, { 'train.sh': script('python train.py'), ...files } as never)).toHaveLength(count);
  });

  test('Python 2 is called so', async () => {
    const sample = { 'train.sh': script('python train.py'), 'train.py': 'print "x"\n' };
    expect(await reported(syntax, sample)).toEqual(['train.py ["x"] python2']);
  });
});
