import { memoryTree } from '../../src/model/memory';
import { ground, keyedQuery, query } from '../../src/model/query';
import { createRepository } from '../../src/model/repository';
import type { Repository } from '../../src/model/targets';
import { groundOf, traced } from '../../src/model/tracing';

const settings = { metadata: ['example.yaml'], markers: [], kinds: [] };
const open = (files: { readonly [path: string]: string }) =>
  createRepository(memoryTree(files), { examples: settings, ignores: () => false });

const asked: string[] = [];
beforeEach(() => asked.splice(0));

const firstLine = keyedQuery('test.firstLine', (repository: Repository, path) => {
  asked.push(`first line of ${path}`);
  return repository.source(path)?.text.split('\n', 1)[0];
});
const title = query('test.title', (repository: Repository) => {
  asked.push('title');
  return `${firstLine(repository, 'a.txt')} ${repository.kind('b.txt') ?? 'without b'}`;
});

test('what an answer rests on is looked at again, and nothing else', () => {
  const repository = open({ 'a.txt': 'one\n', 'c.txt': '' });
  expect(title(repository)).toBe('one without b');
  repository.change({ tree: memoryTree({ 'a.txt': 'one\n', 'c.txt': 'changed' }) });
  expect([title(repository), asked]).toEqual(['one without b', ['title', 'first line of a.txt']]);
});

test('an answer that is computed again and equal disturbs nothing above it', () => {
  const repository = open({ 'a.txt': 'one\n' });
  title(repository);
  repository.change({ overlay: new Map([['a.txt', 'one\nmore\n']]) });
  expect([title(repository), asked]).toEqual(['one without b', ['title', 'first line of a.txt', 'first line of a.txt']]);
});

test('a text that replaces a file, a file that appears, and one that goes away', () => {
  const repository = open({ 'a.txt': 'one\n' });
  title(repository);
  repository.change({ overlay: new Map([['a.txt', 'typed']]) });
  expect(title(repository)).toBe('typed without b');
  repository.change({ overlay: new Map() });
  expect(title(repository)).toBe('one without b');
  repository.change({ tree: memoryTree({ 'a.txt': 'one\n', 'b.txt': '' }), paths: ['b.txt'] });
  expect(title(repository)).toBe('one file');
  repository.change({ tree: memoryTree({ 'b.txt': '' }), paths: ['a.txt'] });
  expect(title(repository)).toBe('undefined file');
});

test('examples stay the same objects until what makes them examples changes', () => {
  const repository = open({ 'a/example.yaml': 'name: a\n', 'b/example.yaml': 'name: b\n' });
  const [first, second] = repository.examples;
  repository.change({ tree: memoryTree({ 'a/example.yaml': 'name: c\n', 'b/example.yaml': 'name: b\n' }) });
  expect(repository.examples).toEqual([first, second]);
  expect(first?.metadata?.name?.text).toBe('c');
  repository.change({ tree: memoryTree({ 'b/example.yaml': 'name: b\n' }) });
  expect(repository.examples).toEqual([second]);
});

test('what failed is computed again, and rests on what it saw', () => {
  const repository = open({ 'a.txt': 'broken' });
  const strict = query('test.strict', (each: Repository) => {
    if (each.source('a.txt')?.text === 'broken') throw new Error('It is broken.');
    return 'whole';
  });
  const tried = query('test.tried', (each: Repository) => {
    try {
      return strict(each);
    } catch (error) {
      return (error as Error).message;
    }
  });
  expect(tried(repository)).toBe('It is broken.');
  repository.change({ overlay: new Map([['a.txt', 'fixed']]) });
  expect(tried(repository)).toBe('whole');
});

test('the ground of something that waits', async () => {
  const repository = open({ 'a.txt': 'one', 'b.txt': 'two' });
  const later = query('test.later', async (each: Repository) => {
    await Promise.resolve();
    return each.source('b.txt')?.text;
  });
  const outer = ground('test.outer', (each: Repository, key) => each.source(key)?.text.length);
  const { value, rests } = await traced(async () => `${outer(repository, 'a.txt')} ${await later(repository)}`);
  const names = groundOf(rests).map(({ asked: { name }, key }) => `${name} ${key}`);
  expect([value, names.sort()]).toEqual(['3 two', ['repository.source b.txt', 'test.outer a.txt']]);
});
