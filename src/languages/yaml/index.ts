/** YAML and JSON: text to plain data that knows where each key and value is written. See README.md. */

/** Reading a file: its data, its problems, its places. */
export { addedEntry, type Insertion } from './additions';
export { readDocuments } from './documents';
export { type Fields, fieldsOf } from './fields';
export { parseYaml, type YamlDocument } from './parse';

/** The path from the top of a document to a value. */
export type { TextPiece, YamlPath } from './places';

/** Positions inside a scalar: from a character of the value to where it is written. */
export { writtenOffset } from './scalar';
