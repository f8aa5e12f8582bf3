import { compacted, noQuestions, questionTable } from '../../../src/engine/cache/questions';
import { readResults, textOf } from '../../../src/engine/cache/results';

const source = (key: string, id: string) => ({ name: 'repository.source', key, id });
const reaches = (key: string, rests: readonly number[]) => ({ name: 'repository.reaches', key, id: 'true', rests });
const unit = (ground: readonly number[]) => ({ unit: 'a', ground, ran: ['x/y'], text: '{}' });

const reread = (questions: ReturnType<typeof noQuestions>, ground: readonly number[]) =>
  readResults(Buffer.from(textOf({ questions, units: [unit(ground)] }).text));

test('an answer that rests on something else now does so when it is read again', () => {
  const table = questionTable(noQuestions());
  table.add(source('a.sh', '1'));
  table.add(reaches('a.sh', [0, 1]));
  const changed = table.add(source('a.sh', '2'));
  table.replace(1, reaches('a.sh', [changed, 1]));
  const read = reread(table.takeAll(), [1, 1]);
  expect(questionTable(read!.questions).at(1)).toEqual(reaches('a.sh', [2, 1]));
  expect(read?.units).toEqual([unit([1, 1])]);
});

test('a question is added once, and rests on nothing where that is no longer known', () => {
  const table = questionTable(noQuestions());
  expect([table.add(source('a', '1')), table.add(source('b', '1')), table.add(source('a', '1'))]).toEqual([0, 1, 0]);
  table.add(reaches('a', [0, 2]));
  const { rests: _, ...alone } = reaches('a', []);
  table.replace(2, alone);
  expect(questionTable(reread(table.takeAll(), [])!.questions).at(2)).toEqual(alone);
});

test('what nothing rests on is left out, and a circle is no reason', () => {
  const table = questionTable(noQuestions());
  table.add(source('unused', '1'));
  table.add(source('used', '1'));
  table.add(reaches('used', [1, 1]));
  table.add(reaches('one', [4, 1]));
  table.add(reaches('other', [3, 1]));
  const { columns, results } = compacted([unit([2, 2])], table.at);
  const after = questionTable(columns);
  expect(columns).toMatchObject({ keys: ['used', 'other', 'one'], key: [0, 0, 1, 2], compacted: 4 });
  expect([after.at(1)?.rests, after.at(2)?.rests, after.at(3)?.rests]).toEqual([[0, 1], undefined, [2, 1]]);
  expect(results[0]?.ground).toEqual([1, 1, 3, 1]);
});

test('a result that rests on a question that is not there is forgotten', () => {
  const table = questionTable(noQuestions());
  table.add(reaches('a', [7, 1]));
  const { columns, results } = compacted([unit([0, 1]), unit([0, 2])], table.at);
  expect(questionTable(columns).at(0)?.rests).toBeUndefined();
  expect(results).toEqual([unit([0, 1])]);
});
