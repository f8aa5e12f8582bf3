import { nameOf, type Report, type VersionRange, versionRange } from '../../src/api';
import type { ChangedUse } from './library-changes';

const change = { library: text(), missing: text(), deprecated: text(), write: text(), instead: text(), source: text() };

function text(): { readonly type: 'string' } {
  return { type: 'string' };
}

const changes = (description: string, own: { readonly [property: string]: object }) => ({
  type: 'array',
  description,
  items: {
    type: 'object',
    required: ['library', 'source', ...Object.keys(own)],
    additionalProperties: false,
    properties: { ...change, ...own },
  },
});

/** The options of the rules about names that a version of a library lacks. */
export const changeOptions = {
  schema: {
    type: 'object',
    additionalProperties: false,
    properties: {
      libraries: {
        type: 'object',
        description: 'Where each library comes from, and what an install without a limit brings at least.',
        additionalProperties: {
          type: 'object',
          required: ['distributions', 'today'],
          additionalProperties: false,
          properties: {
            distributions: { type: 'array', items: text() },
            today: text(),
            patchedBy: { type: 'array', items: text() },
          },
        },
      },
      images: {
        type: 'array',
        description: 'Base images whose tags begin with the version of a library that they hold.',
        items: {
          type: 'object',
          required: ['image', 'distribution'],
          additionalProperties: false,
          properties: { image: text(), distribution: text() },
        },
      },
      modern: {
        type: 'array',
        items: text(),
        description: 'What the names of base images contain that have a Python for which new releases are made.',
      },
      apart: {
        type: 'array',
        items: text(),
        description: 'Distributions whose limits never keep an install from the newest version of a library.',
      },
      names: changes('What versions did to names, separated by spaces.', { names: text() }),
      arguments: changes('What versions did to arguments of functions and classes.', { of: text(), arguments: text() }),
      required: changes('Arguments that versions require.', { of: text(), argument: text(), position: { type: 'integer' } }),
      methods: changes('Methods that a class no longer calls.', { of: text(), methods: text() }),
    },
  },
  tables: {
    libraries: 'python-api.libraries',
    images: 'python-api.images',
    modern: 'python-api.modern',
    apart: 'python-api.apart',
    names: 'python-api.names',
    arguments: 'python-api.arguments',
    required: 'python-api.required',
    methods: 'python-api.methods',
  },
} as const;

/** The data of a report on the places in a file where a name is used, with the place and the fix. */
export function reportOn<Id extends string>(use: ChangedUse, message: Id, since: string | undefined): Report<Id> {
  const { places, installed, write, kind } = use;
  const [first] = [...places].sort((one, other) => one.start - other.start);
  const isFixed = kind === 'argument' || (kind === 'name' && !write?.includes('.'));
  return {
    message,
    data: {
      what: whatIs(use),
      the: kind === 'name' || kind === 'import' ? whatIs(use) : `the ${whatIs(use)}`,
      pin: installed.written,
      file: nameOf(installed.at.file),
      since,
      raise: since === undefined ? '' : installed.atLeast(since),
      more: places.length > use.name.split(', ').length ? ` (${places.length} times in this file)` : '',
      advice: adviceFor(use),
    },
    at: first!,
    related: [{ message: `${installed.distribution} comes from here.`, at: installed.at }],
    ...(isFixed && write !== undefined && { fix: places.map(({ file, start, end }) => ({ file, start, end, text: write })) }),
  };
}

const whatIs = ({ kind, name }: ChangedUse): string =>
  kind === 'argument' && name.includes(',')
    ? `arguments \`${name}\``
    : kind === 'argument' || kind === 'required'
      ? `argument \`${name}\``
      : kind === 'method'
        ? `hook \`${name}\``
        : `\`${name}\``;

function adviceFor({ change: { write, instead = '' }, kind, write: word }: ChangedUse): string {
  if (write === undefined) return instead && ` ${instead}`;
  return kind === 'import' ? ` Import \`${write}\` instead.` : ` Write \`${word ?? write}\`.`;
}

/** The first version that a specifier is about, and the first after it. */
export const boundsOf = (specifier: string | undefined): Pick<VersionRange, 'from' | 'to'> => {
  const { from, to } = versionRange(specifier ?? '') ?? { from: undefined, to: undefined };
  return { from: from && withMinor(from), to: to && withMinor(to) };
};

/** `2.0` for `2`, as releases are called. */
const withMinor = (version: string): string => (version.includes('.') ? version : `${version}.0`);
