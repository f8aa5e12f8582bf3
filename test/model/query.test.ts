import { keyedQuery, query } from '../../src/model/query';

test('an answer is computed once for each subject, undefined as well', () => {
  const asked: string[] = [];
  const nameOf = query('name', ({ name }: { readonly name?: string }) => {
    asked.push(name ?? 'none');
    return name;
  });
  const [first, second] = [{ name: 'a' }, {}];
  expect([nameOf(first), nameOf(second), nameOf(first), nameOf(second), nameOf({ name: 'a' })]).toEqual([
    'a',
    undefined,
    'a',
    undefined,
    'a',
  ]);
  expect(asked).toEqual(['a', 'none', 'a']);
});

test('a keyed one is computed once for each key of each subject', () => {
  const asked: string[] = [];
  const numberOf = keyedQuery('value', (subject: { readonly values: ReadonlyMap<string, number> }, key) => {
    asked.push(key);
    return subject.values.get(key);
  });
  const subject = { values: new Map([['a', 1]]) };
  expect([numberOf(subject, 'a'), numberOf(subject, 'b'), numberOf(subject, 'a'), numberOf(subject, 'b')]).toEqual([
    1,
    undefined,
    1,
    undefined,
  ]);
  expect(numberOf({ values: new Map([['a', 2]]) }, 'a')).toBe(2);
  expect(asked).toEqual(['a', 'b', 'a']);
});

test('an answer that needs itself is an error that names it, and an error is not an answer', () => {
  const circular: (subject: object) => number = query('circle', (subject: object) => circular(subject) + 1);
  const subject = {};
  expect(() => circular(subject)).toThrow('The query "circle" needs its own answer.');
  const keyed: (subject: object, key: string) => number = keyedQuery('keyed', (each: object, key) =>
    key === 'a' ? keyed(each, 'b') : keyed(each, 'a'),
  );
  expect(() => keyed(subject, 'a')).toThrow('The query "keyed" needs its own answer for a.');
  let calls = 0;
  const failing = query('failing', () => {
    calls++;
    if (calls === 1) throw new Error('once');
    return calls;
  });
  expect(() => failing(subject)).toThrow('once');
  expect(failing(subject)).toBe(2);
});
