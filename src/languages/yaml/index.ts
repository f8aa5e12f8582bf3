/** YAML and JSON text to plain data that knows where each key and value is written. See README.md. */

/** Reading a file, and what it gives: data, problems, places. */
export { parseYaml, type YamlDocument } from './parse';
/** The way from the top of a document to a value. */
export type { YamlPath } from './places';
/** From a character of a scalar's value to where it is written, through quotes, escapes and folding. */
export { writtenOffset } from './scalar';
