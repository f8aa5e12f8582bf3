import { defineRule } from '../../../src/api';

const messages = {
  missing: 'The metadata is a link that leads nowhere, or out of the repository. Put the file itself here.',
  folder: 'The metadata is a folder. Put a file of that name here.',
  notText: "The metadata isn't text. Save it as UTF-8.",
  tooLarge: 'The metadata file is too large to read. Metadata takes only a few lines.',
  notPermitted: "You don't have permission to read the metadata. Run `chmod u+r` on it.",
};

const messageFor = {
  missing: 'missing',
  'a folder': 'folder',
  'not text': 'notText',
  'too large': 'tooLarge',
  'not permitted': 'notPermitted',
} as const;

export default defineRule<'metadata', Record<string, never>, keyof typeof messages>({
  name: 'readable',
  scope: 'metadata',
  docs: {
    summary: 'The metadata file can be read',
    why: 'Listings leave out an example whose metadata they cannot read, and runners fail.',
    bad: [
      { wrong: 'The link leads out of the repository.', sample: { 'example.yaml': { link: '../../../example.yaml' } } },
      { wrong: 'The file holds zero bytes, not text.', sample: { 'example.yaml': { size: 20 } } },
    ],
    good: 'name: demo\n',
  },
  messages,
  *check({ repository, path }) {
    const reason = repository.unreadable(path);
    if (reason) yield { message: messageFor[reason], at: { file: path } };
  },
});
