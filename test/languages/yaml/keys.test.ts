import { parseYaml } from '../../../src/languages/yaml/parse';

const read = (text: string) => parseYaml({ path: 'example.yaml', text });

test('a repeated key is a problem at its second place, whose value counts', () => {
  const text = 'name: a\npresets:\n  train: 1\n  train: 2\nname: b\n';
  const { problems, value, valueSpan } = read(text);
  expect(problems.map(({ code, span }) => [code, text.slice(0, span.start).split('\n').length])).toEqual([
    ['DUPLICATE_KEY', 4],
    ['DUPLICATE_KEY', 5],
  ]);
  expect(value).toEqual({ name: 'b', presets: { train: 2 } });
  expect(text.slice(valueSpan(['presets', 'train'])?.start).charAt(0)).toBe('2');
});

test("keys of different types or mappings aren't repeated", () => {
  expect(read('1: a\n"1": b\nx: {a: 1}\ny: {a: 1}\n').problems).toEqual([]);
});

test('a mapping of many keys takes linear time', () => {
  const text = Array.from({ length: 20_000 }, (_, index) => `key-${index}: ${index}\n`).join('');
  const { value, valueSpan, problems } = read(text);
  expect(problems).toEqual([]);
  for (const [key, number] of Object.entries(value as Record<string, number>)) {
    const span = valueSpan([key]);
    if (text.slice(span?.start, span?.end) !== String(number)) throw new Error(key);
  }
});
