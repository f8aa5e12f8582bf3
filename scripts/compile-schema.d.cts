/** The text of the compiled schema, and the file that holds it. */
export function compileSchema(): string;
export const target: string;
