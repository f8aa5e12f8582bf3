import type { Example } from '../../model/targets';
import { isBelow } from '../../text/path';

/**
 * The files that an example rests on, from the root, sorted: its folder, the Dockerfiles and contexts of the images that it runs, and
 * the shared Python that its programs import. Its metadata and its documents aren't among them: they change what is said, not what runs.
 */
export function groundOf(example: Example): readonly string[] {
  const { repository, files, launches, metadata } = example;
  const paths = new Set(files.map(({ path }) => path));
  const add = (path: string): void => {
    if (repository.entry(path)) paths.add(path);
  };
  for (const { image, starts } of launches) {
    for (const { context, dockerfile, script } of image.builds) {
      add(script.path);
      if (dockerfile !== undefined) add(dockerfile);
      // A context that contains the example, such as the root, is far more than what the image takes from it.
      if (context !== undefined && !isBelow(example.folder, context))
        for (const { path } of repository.filesBelow(context)) paths.add(path);
    }
    if (image.dockerfile) add(image.dockerfile.path);
    for (const { program } of starts) for (const path of program?.graph.files.keys() ?? []) add(path);
  }
  return [...paths].filter((path) => path !== metadata?.path && !isDocument(path)).sort();
}

const isDocument = (path: string): boolean => /\.(?:md|rst|png|jpe?g|gif|svg)$|(?:^|\/)(?:LICENSE|\.gitignore)$/i.test(path);
