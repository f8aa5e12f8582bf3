import type { JsonSchema } from './json-schema';
import type { SchemaError } from './schema-error';
import { isSchema } from './words';

/**
 * A value that matches none of several forms fails once for each form, but a person needs to know about the form that they meant.
 * Where the value's type (or a constant key in it) leaves only one form, the errors of that form are kept; otherwise one error names
 * all forms.
 */
export function settleAlternatives(errors: readonly SchemaError[], schema: JsonSchema): readonly SchemaError[] {
  let kept: readonly SchemaError[] = errors;
  // Inner alternatives are reported before the outer ones that hold them, so each step sees settled errors.
  for (const error of errors) {
    if ((error.keyword !== 'anyOf' && error.keyword !== 'oneOf') || !kept.includes(error)) continue;
    const index = kept.indexOf(error);
    const forms = Array.isArray(error.schema) ? error.schema.filter(isSchema) : [];
    const prefixes = forms.map((form, position) => formPrefixes(form, `${error.schemaPath}/${position}`, schema));
    const inside = kept
      .slice(0, index)
      .filter(
        (other) =>
          isWithin(other.instancePath, error.instancePath) &&
          prefixes.some((list) => list.some((prefix) => other.schemaPath.startsWith(prefix))),
      );
    if (Array.isArray(error.params['passingSchemas'])) continue;
    const byForm = prefixes.map((list) => inside.filter((other) => list.some((prefix) => other.schemaPath.startsWith(prefix))));
    const meant = byForm.filter((own) => own.length > 0 && !own.some((other) => rulesOut(other, error.instancePath)));
    const chosen = meant.length === 1 ? meant[0] : undefined;
    const dropped = new Set<SchemaError>(chosen ? [error, ...inside.filter((other) => !chosen.includes(other))] : inside);
    kept = kept.filter((other) => !dropped.has(other));
  }
  return kept;
}

const isWithin = (pointer: string, parent: string): boolean => pointer === parent || pointer.startsWith(`${parent}/`);

/** Whether an error shows that the form wasn't meant: it is about the type of the value itself, or a constant that tells forms apart. */
function rulesOut(error: SchemaError, place: string): boolean {
  if (error.instancePath === place) return error.keyword === 'type' || error.keyword === 'const';
  const below = error.instancePath.slice(place.length + 1);
  return error.keyword === 'const' && !below.includes('/');
}

/** Where the errors of a form come from: the form itself and what it refers to. */
function formPrefixes(form: JsonSchema, path: string, root: JsonSchema): readonly string[] {
  const prefixes = [`${path}/`];
  let current: JsonSchema | undefined = form;
  for (let depth = 0; depth < 5 && typeof current?.['$ref'] === 'string'; depth++) {
    const reference: string = current['$ref'];
    prefixes.push(`${reference}/`);
    current = resolve(reference, root);
  }
  return prefixes;
}

function resolve(reference: string, root: JsonSchema): JsonSchema | undefined {
  let current: unknown = root;
  for (const step of reference.replace(/^#\/?/, '').split('/').filter(Boolean)) {
    current = isSchema(current) ? current[step.replaceAll('~1', '/').replaceAll('~0', '~')] : undefined;
  }
  return isSchema(current) ? current : undefined;
}
