import { settleAlternatives } from './alternatives';
import { describeError } from './describe-error';
import type { JsonSchema } from './json-schema';
import type { Mismatch } from './mismatch';
import type { SchemaError } from './schema-error';

export type { Mismatch } from './mismatch';

/** Keywords that ajv must ignore (`new Ajv({ keywords })`): `errorMessage` replaces the words about a failed pattern or format. */
export const describedKeywords = ['errorMessage', 'markdownDescription'] as const;

/**
 * Turns the errors of an ajv validator into messages for the person who wrote the data, in the order of the errors. The validator
 * must be made with `{ allErrors: true, verbose: true }`. `root` names the whole document in a message.
 */
export function describeSchemaErrors(
  errors: readonly SchemaError[],
  data: unknown,
  schema: JsonSchema,
  root = 'the file',
): readonly Mismatch[] {
  const mismatches: Mismatch[] = [];
  for (const error of settleAlternatives(errors, schema)) {
    const mismatch = describeError(error, data, root);
    if (mismatch) mismatches.push(mismatch);
  }
  return withoutEchoes(mismatches);
}

/** A misspelled key isn't reported again as missing, nor one place twice in the same words. */
function withoutEchoes(mismatches: readonly Mismatch[]): readonly Mismatch[] {
  const meant = new Set(
    mismatches.flatMap(({ keyword, path, suggestion }) =>
      keyword === 'additionalProperties' && suggestion !== undefined ? [JSON.stringify([...path.slice(0, -1), suggestion])] : [],
    ),
  );
  const seen = new Set<string>();
  return mismatches.filter((mismatch) => {
    if (mismatch.keyword === 'required' && meant.has(JSON.stringify([...mismatch.path, mismatch.property]))) return false;
    const identity = JSON.stringify([mismatch.path, mismatch.message]);
    if (seen.has(identity)) return false;
    seen.add(identity);
    return true;
  });
}
