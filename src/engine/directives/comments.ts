import { commentsOf } from '../../languages/python';
import { parseShell } from '../../languages/shell';
import type { SourceFile } from '../../text/span';
import type { Comment } from './comment';
import { dockerfileComments } from './dockerfile-comments';
import type { Language } from './language';
import { yamlComments } from './yaml-comments';

/** The comments of a file, even if it doesn't parse. A `#` in a string, a block scalar, or a here-document doesn't start one. */
export function findComments(file: SourceFile, language: Language): readonly Comment[] {
  switch (language) {
    case 'yaml':
      return yamlComments(file.text);
    case 'shell':
      return parseShell(file).comments.map(({ span }) => span);
    case 'python':
      return commentsOf(file).map(({ span }) => span);
    case 'dockerfile':
      return dockerfileComments(file.text);
    case 'lines':
      return [...file.text.matchAll(/^#[^\r\n]*/gm)].map(({ index, 0: text }) => ({ start: index, end: index + text.length }));
  }
}
