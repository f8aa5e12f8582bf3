import { defineRule } from '../../../src/api';

export default defineRule({
  name: 'workdir-absolute',
  scope: 'dockerfile',
  docs: {
    summary: 'The first WORKDIR is an absolute path',
    why: 'A relative WORKDIR starts at the WORKDIR of the base image, which another version of the base may change: paths in scripts and mounts then no longer fit.',
    bad: [
      { wrong: "`~` isn't the home folder.", sample: 'FROM python:3.12\nWORKDIR ~/app\n' },
      { wrong: 'The path starts wherever the base image ends.', sample: 'FROM python:3.12\nWORKDIR app\nCOPY . .\n' },
      {
        wrong: 'The clone and the WORKDIR start wherever the base image ends.',
        sample: 'FROM python:3.12\nRUN git clone https://example.com/net.git\nWORKDIR net\n',
      },
    ],
    good: 'FROM python:3.12\nWORKDIR /opt/app\nWORKDIR tests\n',
  },
  messages: {
    tilde: 'Docker takes `~` for a folder of that name. Write the path of the home folder: `WORKDIR {{folder}}`.',
    relative:
      '`{{folder}}` starts at the WORKDIR of the base image, which may change. Write an absolute path, such as `WORKDIR /{{folder}}`.',
    filled:
      '`{{folder}}` starts at the WORKDIR of the base image, which may change, and so does what fills it above. Write a WORKDIR of your own above both, such as `WORKDIR /workspace`.',
  },
  *check({ dockerfile: { stages, file } }) {
    for (const { workdirs, from } of stages) {
      const [first] = workdirs;
      if (
        first?.value === undefined ||
        /^\.\/?$/.test(first.value) ||
        first.value.startsWith('/') ||
        from.stage ||
        from.value === 'scratch'
      )
        continue;
      if (/^~(?:\/|$)/.test(first.value)) {
        yield { message: 'tilde', data: { folder: `/root${first.value.slice(1)}` }, at: first.span };
        continue;
      }
      const isFilled = names(file.text.slice(from.span.end, first.span.start), first.value);
      yield { message: isFilled ? 'filled' : 'relative', data: { folder: first.value.replace(/^\.\//, '') }, at: first.span };
    }
  },
});

/** Whether instructions name the first part of a folder: `git clone https://example.com/net.git` for `net/src`. */
const names = (text: string, folder: string): boolean => {
  const [first = ''] = folder.replace(/^\.\//, '').split('/');
  return text.split(/[\s/'"]+|\.git\b/).includes(first);
};
