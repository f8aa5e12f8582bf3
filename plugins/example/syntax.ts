import { defineRule } from '../../src/api';

/** Problem codes of YAML that leave the file readable, and what to do about each. */
const advice: { readonly [code: string]: string } = {
  DUPLICATE_KEY: 'only one of the two values is used; delete one',
  TAG_RESOLVE_FAILED: 'metadata is plain data, so a reader refuses the tag or ignores it; delete the tag',
  MULTIPLE_DOCS: 'move it to a file of its own, or delete the `---`',
  TAB_AS_INDENT: 'indent with spaces',
  BAD_INDENT: 'indent the entries of one level by the same number of spaces',
};

export default defineRule({
  name: 'syntax',
  scope: 'metadata',
  docs: {
    summary: 'The metadata file is a readable YAML mapping',
    why: 'A runner that cannot read the metadata drops the example without a word, or fails for every command. Of two equal keys one wins silently.',
    bad: [
      'name: demo\npresets:\n  build: {script: build.sh\n',
      'name: demo\nname: other\n',
      '- name: demo\n',
      '',
      'name: !!python/name:os.system demo\n',
    ],
    good: 'name: demo\ncapability: perception/object_detection\n',
    references: ['https://yaml.org/spec/1.2.2/'],
  },
  messages: {
    broken: 'not readable as YAML: {{problem}}{{advice}}',
    empty:
      'the metadata is empty, so the example cannot be listed or run; write at least `name`, `capability`, `stability` and `presets`',
    top: 'the metadata is {{what}}, but readers expect a mapping; write `name: …` and the other fields at the top level',
  },
  *check(metadata) {
    const { yaml } = metadata;
    for (const problem of yaml.problems) {
      const hint = advice[problem.code];
      yield {
        message: 'broken',
        data: { problem: problem.message.replace(/\.$/, ''), advice: hint ? `; ${hint}` : '' },
        at: problem.span,
      };
    }
    if (yaml.problems.length > 0 || metadata.data !== undefined) return;
    const { value } = yaml;
    const at = yaml.valueSpan([]) ?? yaml.nearestSpan([]);
    if (value === undefined || value === null) yield { message: 'empty', at: { file: metadata.path } };
    else yield { message: 'top', data: { what: Array.isArray(value) ? 'a list' : 'a single value' }, at };
  },
});
