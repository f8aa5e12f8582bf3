import { defineRule } from '../../../src/api';

export default defineRule({
  name: 'workdir-absolute',
  scope: 'dockerfile',
  docs: {
    summary: 'The first WORKDIR is an absolute path',
    why: 'A relative WORKDIR starts at the WORKDIR of the base image, which another version of the base may change: paths in scripts and mounts then no longer fit.',
    bad: [{ wrong: 'The path starts wherever the base image ends.', sample: 'FROM python:3.12\nWORKDIR app\nCOPY . .\n' }],
    good: 'FROM python:3.12\nWORKDIR /opt/app\nWORKDIR tests\n',
  },
  messages: {
    relative:
      '`{{folder}}` starts at the WORKDIR of the base image, which may change. Write an absolute path, such as `WORKDIR /{{folder}}`.',
  },
  *check({ dockerfile: { stages } }) {
    for (const { workdirs, from } of stages) {
      const [first] = workdirs;
      if (first?.value === undefined || first.path !== undefined || first.value.startsWith('/') || from.stage) continue;
      yield { message: 'relative', data: { folder: first.value.replace(/^\.\//, '') }, at: first.span };
    }
  },
});
