import { query } from '../../model/query';
import type { Example } from '../../model/targets';
import { type Field, objectOf } from '../objects';
import { listOf } from '../unknown';

/** Files beyond this number aren't listed. */
const mostFiles = 5_000;

export const exampleValue = (example: Example | undefined): object =>
  example ? exampleObject(example) : objectOf('Example', {});

const exampleObject = query('declarative.example', (example: Example): object => {
  const start = example.folder === '' ? 0 : example.folder.length + 1;
  return objectOf(
    'Example',
    {
      folder: () => example.folder,
      kind: () => example.kind,
      files: (): Field => {
        const { files } = example;
        return listOf(
          files.slice(0, mostFiles).map(({ path }) => path.slice(start)),
          files.length > mostFiles,
        );
      },
      readme: () => example.readme?.text,
    },
    {
      self: { file: example.path },
      part: (key) => (key === 'readme' && example.readme ? { file: example.readme.path } : undefined),
    },
  );
});
