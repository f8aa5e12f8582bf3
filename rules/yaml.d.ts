/** Policy data is imported as parsed YAML; the importer states the type that it expects. */
declare module '*.yaml' {
  const value: unknown;
  export default value;
}
