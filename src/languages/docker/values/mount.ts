import type { Span } from '../../../text/span';
import type { FlagUse } from '../arguments';
import { cutPart, known, type Part, partOf, show } from '../part';
import { readCsv } from './csv';
import { parseBoolean, parseInteger, parseSize } from './numbers';

/** An option of a mount, such as `bind-propagation`. */
export interface MountOption {
  readonly name: string;
  /** Null for a bare word such as `ro`. */
  readonly value: Part | null;
}

/** One mount, whichever flag asks for it. */
export interface Mount {
  /** `bind`, `volume`, `tmpfs`, `image`, or a type that the engine refuses. Undefined where unknown. */
  readonly type: string | undefined;
  /**
   * Null where none is given, as for an anonymous volume or a tmpfs. A relative path starts with `.` and is relative to the
   * caller's folder.
   */
  readonly source: Part | null;
  readonly target: Part;
  /** Undefined where it isn't known. */
  readonly readonly: boolean | undefined;
  /** All options but type, source, target and read-only. */
  readonly options: readonly MountOption[];
  /** An unknown word or field may hold further settings. */
  readonly open: boolean;
  readonly from: '--mount' | '-v' | '--tmpfs';
  readonly flag: FlagUse;
  /** The whole value. */
  readonly span: Span;
  readonly typeSpan?: Span;
  readonly sourceSpan: Span | undefined;
  readonly targetSpan: Span;
}

/** A mount, or why the client refuses it and the part to change. */
export type MountReading = { readonly mount: Mount } | { readonly refusal: string; readonly at: Part };

interface Draft {
  type: string | undefined;
  typeSpan?: Span;
  source: Part | null;
  target: Part | null;
  readonly: boolean | undefined;
  options: MountOption[];
  open: boolean;
}

/** `--mount`: key=value fields in CSV. */
export function readMount(flag: FlagUse): MountReading {
  const value = flag.value!;
  const csv = readCsv(value);
  if ('refusal' in csv) return { refusal: csv.refusal, at: value };
  const draft: Draft = { type: 'volume', source: null, target: null, readonly: false, options: [], open: false };
  for (const field of csv.fields) {
    const refusal = readField(draft, field);
    if (refusal !== undefined) return { refusal, at: field };
  }
  if (draft.open) {
    draft.readonly ||= undefined;
    if (!csv.fields.some((field) => /^type=/i.test(field.masked))) draft.type = undefined;
  }
  const refusal = checkWhole(draft);
  if (refusal !== undefined) return { refusal, at: value };
  const target = draft.target ?? partOf({ ...value.word, segments: value.word.segments.filter((each) => each.text === null) });
  return { mount: finish(draft, target, '--mount', flag) };
}

function readField(draft: Draft, field: Part): string | undefined {
  const pair = cutPart(field, '=');
  const name = (pair?.[0] ?? field).masked.toLowerCase();
  if (!known(name)) {
    draft.open = true;
    return undefined;
  }
  if (!pair) return readBareField(draft, field, name);
  const [, value] = pair;
  const { masked } = value;
  const invalid = `invalid value for ${name}: ${show(masked)}`;
  switch (name) {
    case 'type':
      draft.type = value.text?.toLowerCase();
      draft.typeSpan = value.span;
      return undefined;
    case 'source':
    case 'src':
      draft.source = value;
      return undefined;
    case 'target':
    case 'dst':
    case 'destination':
      draft.target = value;
      return undefined;
    case 'readonly':
    case 'ro': {
      const flag = value.text === undefined ? undefined : parseBoolean(value.text);
      if (value.text !== undefined && flag === undefined) return invalid;
      draft.readonly = flag;
      return undefined;
    }
    default:
  }
  const check = Object.hasOwn(optionChecks, name) ? optionChecks[name] : undefined;
  if (!check) return `unexpected key '${name}' in '${show(field.masked)}'`;
  draft.options.push({ name, value });
  return value.text === undefined ? undefined : check(value.text, name);
}

function readBareField(draft: Draft, field: Part, name: string): string | undefined {
  if (name === 'readonly' || name === 'ro') draft.readonly = true;
  else if (name === 'volume-nocopy' || name === 'bind-nonrecursive') draft.options.push({ name, value: null });
  else return `invalid field '${show(field.masked)}' must be a key=value pair`;
  return undefined;
}

const anyText = (): undefined => undefined;

const aBoolean = (text: string, name: string) =>
  parseBoolean(text) === undefined ? `invalid value for ${name}: ${text}` : undefined;

const optionChecks: Readonly<Record<string, (text: string, name: string) => string | undefined>> = {
  consistency: anyText,
  'bind-propagation': anyText,
  'bind-nonrecursive': aBoolean,
  'bind-recursive': (text, name) =>
    ['enabled', 'disabled', 'writable', 'readonly'].includes(text)
      ? undefined
      : `invalid value for ${name}: ${text} (must be "enabled", "disabled", "writable", or "readonly")`,
  'volume-subpath': anyText,
  'volume-nocopy': aBoolean,
  'volume-label': anyText,
  'volume-driver': anyText,
  'volume-opt': anyText,
  'image-subpath': anyText,
  'tmpfs-size': (text, name) => (typeof parseSize(text) === 'string' ? `invalid value for ${name}: ${text}` : undefined),
  'tmpfs-mode': (text, name) =>
    /^[0-7]+$/.test(text) && typeof parseInteger(String(Number.parseInt(text, 8)), 32, false) === 'bigint'
      ? undefined
      : `invalid value for ${name}: ${text}`,
};

/** Checks all fields together, in the client's order. */
function checkWhole(draft: Draft): string | undefined {
  if (draft.type === '') return 'type is required';
  if (!draft.open && (draft.target === null || draft.target.masked === '')) return 'target is required';
  if (draft.type === undefined) return undefined;
  for (const family of ['volume', 'image', 'bind', 'tmpfs']) {
    if (family !== draft.type && draft.options.some((option) => option.name.startsWith(`${family}-`) && !isNoOperation(option)))
      return `cannot mix '${family}-*' options with mount type '${draft.type}'`;
  }
  const recursive = draft.options.filter((option) => option.name === 'bind-recursive').map((option) => option.value?.text);
  if (draft.readonly === false && !draft.open)
    for (const mode of ['writable', 'readonly'])
      if (recursive.includes(mode)) return `option 'bind-recursive=${mode}' requires 'readonly' to be specified in conjunction`;
  const propagation =
    draft.options
      .filter((option) => option.name === 'bind-propagation')
      .at(-1)
      ?.value?.masked.toLowerCase() ?? '';
  if (recursive.includes('readonly') && propagation !== 'rprivate' && known(propagation) && !draft.open)
    return "option 'bind-recursive=readonly' requires 'bind-propagation=rprivate' to be specified in conjunction";
  return undefined;
}

/** `bind-recursive=enabled` is the default, so it has no effect, even with other types. */
const isNoOperation = (option: MountOption): boolean =>
  option.name === 'bind-recursive' && (option.value?.text === 'enabled' || option.value?.text === undefined);

function finish(draft: Draft, target: Part, from: Mount['from'], flag: FlagUse): Mount {
  const { type, source, options, open } = draft;
  const spans = {
    span: flag.value!.span,
    ...(draft.typeSpan && { typeSpan: draft.typeSpan }),
    sourceSpan: source?.span,
    targetSpan: target.span,
  };
  return { type, source, target, readonly: draft.readonly, options, open, from, flag, ...spans };
}
