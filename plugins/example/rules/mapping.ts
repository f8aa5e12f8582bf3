import { defineRule } from '../../../src/api';
import { breaksStructure } from '../yaml-problems';

export default defineRule({
  name: 'mapping',
  scope: 'metadata',
  docs: {
    summary: 'The metadata is a mapping of fields',
    why: 'Listings and runners look up fields by their names, and find none in an empty file or a list.',
    bad: [
      { wrong: 'The file is empty.', sample: '' },
      { wrong: 'The fields are in a list.', sample: '- name: demo\n' },
      { wrong: 'There is a single word.', sample: 'demo\n' },
    ],
    good: 'name: demo\ncapability: perception/object_detection\n',
  },
  messages: {
    empty:
      "The metadata is empty, so the example can't be listed or run. Write at least `name`, `capability`, `stability`, and `presets`.",
    list: 'The metadata is a list, but tools expect a mapping. Write `name: …` and the other fields without `- `.',
    value:
      'The metadata is a single value, but tools expect a mapping. Write `name: …` and the other fields, each on its own line.',
  },
  *check({ yaml, data, repository, path }) {
    if (repository.unreadable(path) || yaml.problems.some(breaksStructure) || data !== undefined) return;
    const { value } = yaml;
    if (value === undefined || value === null) yield { message: 'empty', at: { file: path } };
    else yield { message: Array.isArray(value) ? 'list' : 'value', at: yaml.nearestSpan([]) };
  },
});
