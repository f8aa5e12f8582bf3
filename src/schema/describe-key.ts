import { closest } from '../text/closest';
import type { Fault } from './fault';
import type { Mismatch } from './mismatch';
import { namePlace } from './place';
import { describeShortly, isSchema, nameDemand } from './words';

/** A key that is required, always or because of another key. */
export function describeMissing({ path, error, owner, root }: Fault): Mismatch {
  const missing = String(error.params['missingProperty']);
  const properties = isSchema(owner['properties']) ? owner['properties'] : {};
  const property = isSchema(properties[missing]) ? properties[missing] : undefined;
  const meaning = describeShortly(property);
  const because = error.keyword === 'required' ? '' : `, which ${JSON.stringify(String(error.params['property']))} needs`;
  const place = path.length === 0 ? '' : ` in ${namePlace(path, root, {})}`;
  return {
    path,
    target: 'key',
    keyword: 'required',
    message: `${JSON.stringify(missing)}${meaning ? ` (${meaning})` : ''} is missing${place}${because}`,
    property: missing,
  };
}

/** A key that the schema doesn't have. */
export function describeUnknown({ path, error, owner }: Fault): Mismatch {
  const key = String(error.params['additionalProperty'] ?? error.params['unevaluatedProperty']);
  const known = isSchema(owner['properties']) ? Object.keys(owner['properties']) : [];
  const present = isSchema(error.data) ? error.data : {};
  const suggestion = closest(
    key,
    known.filter((name) => !(name in present)),
  );
  const place = path.length === 0 ? '' : ` in ${namePlace(path, '', {})}`;
  const end =
    suggestion !== undefined
      ? `. Did you mean ${JSON.stringify(suggestion)}?`
      : known.length > 0
        ? `. Known keys: ${[...known].sort().join(', ')}`
        : '';
  return {
    path: [...path, key],
    target: 'key',
    keyword: 'additionalProperties',
    message: `unknown key ${JSON.stringify(key)}${place}${end}`,
    suggestion,
    property: key,
  };
}

/** A key whose name the schema doesn't allow. */
export function describeName({ path, error, params }: Fault): Mismatch {
  const key = String(params['propertyName']);
  const names = isSchema(error.schema) ? error.schema : {};
  const words = typeof names['errorMessage'] === 'string' ? names['errorMessage'] : `must be ${nameDemand(names)}`;
  return {
    path: [...path, key],
    target: 'key',
    keyword: error.keyword,
    message: `the key ${JSON.stringify(key)} ${words}`,
    property: key,
  };
}
