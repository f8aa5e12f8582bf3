/** Returns the text of the compiled schema, which belongs in the file `target`. */
export function compileSchema(): string;
export const target: string;
