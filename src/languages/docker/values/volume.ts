import { UNKNOWN_MARK } from '../../shell';
import type { FlagUse } from '../arguments';
import { known, type Part, show, slicePart, splitPart } from '../part';
import type { MountOption, MountReading } from './mount';

/** `-v`: `[source:]target[:options]`. A source that starts with `.`, `/` or `~` is a path. Any other is the name of a volume. */
export function readVolume(flag: FlagUse): MountReading {
  const value = flag.value!;
  const text = value.masked;
  if (text === '') return { refusal: 'invalid empty volume spec', at: value };
  const sections = new TextEncoder().encode(text).length <= 2 ? [value] : splitSections(value);
  const invalid = (reason: string): MountReading => ({ refusal: `invalid spec: ${show(text)}: ${reason}`, at: value });
  const tooMany = sections.length > 3;
  const empty = sections.slice(0, 3).some((section) => section.masked === '');
  if (empty) return invalid('empty section between colons');
  if (tooMany) return invalid('too many colons');
  const [first, second, third] = sections as [Part, Part?, Part?];
  const source = second ? first : null;
  const target = second ?? first;
  const options: MountOption[] = third ? splitPart(third, ',').map((option) => ({ name: option.masked, value: null })) : [];
  const open = !known(third?.masked ?? '') || (!second && !known(text)) || endsUnknown(third ?? target);
  return {
    mount: {
      type: volumeType(source?.masked, !second && !known(text)),
      source,
      target,
      readonly: isReadonly(options) || (open ? undefined : false),
      options: options.filter(({ name }) => name !== 'ro' && name !== 'rw'),
      open,
      from: '-v',
      flag,
      span: value.span,
      sourceSpan: source?.span,
      targetSpan: target.span,
    },
  };
}

/** The client keeps a letter and a colon together, because it may be a Windows drive. */
function splitSections(value: Part): Part[] {
  const text = value.masked;
  const sections: Part[] = [];
  let start = 0;
  for (let at = text.indexOf(':'); at >= 0; at = text.indexOf(':', at + 1)) {
    if (/^\p{L}$/u.test(text.slice(start, at))) continue;
    sections.push(slicePart(value, start, at));
    start = at + 1;
  }
  sections.push(slicePart(value, start));
  return sections;
}

function volumeType(source: string | undefined, wholeUnknown: boolean): string | undefined {
  if (source === undefined) return wholeUnknown ? undefined : 'volume';
  if (source.startsWith(UNKNOWN_MARK)) return undefined;
  return /^([./~]|\\\\|\p{L}:)/u.test(source) ? 'bind' : 'volume';
}

/** The last of `ro` and `rw` counts. */
function isReadonly(options: readonly MountOption[]): boolean {
  const last = options.filter(({ name }) => name === 'ro' || name === 'rw').at(-1);
  return last?.name === 'ro';
}

/** Whether the end of a part may be an option: the value of MODE in `/data$MODE` may be `:ro`. */
const endsUnknown = (part: Part): boolean => {
  const last = part.word.segments.at(-1);
  return last?.text === null && (last.unknown?.reason === 'sometimes' || last.unknown?.reason === 'choice');
};

/** `--tmpfs`: `target[:options]`. The client checks nothing. */
export function readTmpfs(flag: FlagUse): MountReading {
  const value = flag.value!;
  const at = value.masked.indexOf(':');
  const target = at < 0 ? value : slicePart(value, 0, at);
  const options: MountOption[] =
    at < 0 ? [] : splitPart(slicePart(value, at + 1), ',').map((option) => ({ name: option.masked, value: null }));
  return {
    mount: {
      type: 'tmpfs',
      source: null,
      target,
      readonly: options.some(({ name }) => name === 'ro') || (known(value.masked) ? false : undefined),
      options,
      open: !known(value.masked),
      from: '--tmpfs',
      flag,
      span: value.span,
      sourceSpan: undefined,
      targetSpan: target.span,
    },
  };
}
