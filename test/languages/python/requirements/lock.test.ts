import { readLock } from '../../../../src/languages/python';

const read = (path: string, text: string): string[] =>
  readLock({ path, text }).map(({ name, specifier, span }) => `${name}${specifier} at ${text.slice(span.start, span.end)}`);

describe('lock files', () => {
  test('the packages of uv and Poetry', () => {
    const text = `version = 1

[[package]]
name = "Foo_Bar"
version = "1.2.3"
source = { registry = "https://pypi.org/simple" }
dependencies = [{ name = "numpy" }]

[[package]]
name = "numpy"
version = "1.26.4"

[package.optional-dependencies]
version = "9"
`;
    expect(read('uv.lock', text)).toEqual(['foo-bar==1.2.3 at 1.2.3', 'numpy==1.26.4 at 1.26.4']);
  });

  test('the packages of Pipenv, without those for development', () => {
    const text = `{
    "default": {
        "numpy": {
            "hashes": ["sha256:1"],
            "index": "pypi",
            "version": "==1.26.4"
        }
    },
    "develop": {
        "pytest": {
            "version": "==8.0.0"
        }
    }
}
`;
    expect(read('Pipfile.lock', text)).toEqual(['numpy==1.26.4 at ==1.26.4']);
  });

  test('nothing in a broken file', () => {
    expect(read('uv.lock', '[[package]]\nname = \n')).toEqual([]);
    expect(read('Pipfile.lock', '{"default": ')).toEqual([]);
  });
});
