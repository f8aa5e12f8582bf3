import { defineRule } from '../../../src/api';

export default defineRule({
  name: 'duplicate-key',
  scope: 'metadata',
  docs: {
    summary: 'A key is written once',
    why: 'If a key is written twice, some readers take the first value, others take the last one, and others fail.',
    bad: [{ wrong: '`name` is written twice.', sample: 'name: demo\nname: other\n' }],
    good: 'name: demo\ncapability: perception/object_detection\n',
    references: ['https://yaml.org/spec/1.2.2/#nodes'],
  },
  messages: {
    duplicate: 'The key `{{key}}` is written twice, and it depends on the reader which value counts. Delete one.',
  },
  *check({ yaml, repository, path }) {
    if (repository.unreadable(path)) return;
    for (const { code, span } of yaml.problems)
      if (code === 'DUPLICATE_KEY')
        yield { message: 'duplicate', data: { key: yaml.file.text.slice(span.start, span.end) }, at: span };
  },
});
