export { parseYaml, type YamlDocument, type YamlPath } from './parse';
export { writtenOffset } from './scalar';
