import type { Mount, Part, RunSpec } from '../../languages/docker';
import { isSymbolic, type Segment, showRoots, type Word } from '../../languages/shell';
import type { InspectedLaunch, Inspection, SourceState } from '../../model/inspection';
import { quoteForShell } from '../../text/shell-quote';
import type { Span } from '../../text/span';
import { visible } from '../text/visible';
import { displayWidth, padEnd } from '../text/width';
import { inWords, type PlaceOf } from './json';

interface Row {
  readonly label: string;
  readonly text: string;
  readonly at: Span;
}

/** The container starts for people: a block for each call of the engine, with the place of each line. */
export function inspectionAsTable(inspection: Inspection, placeOf: PlaceOf): string {
  const { script, launches, incomplete } = inspection;
  const place = (span: Span): string => `${span.file}:${placeOf(span).line}`;
  const blocks = launches.map((launch) => block(launch, place));
  const nothing = launches.length === 0 ? [`${script.path} calls no container engine.`] : [];
  const open = incomplete.map((reason) => `This isn't complete. ${reason}`);
  return `${[...nothing, ...blocks, ...open].map((text) => text.split('\n').map(visible).join('\n')).join('\n\n')}\n`;
}

/** Wider lines aren't aligned, so that one long command doesn't push all places to the right. */
const MAX_WIDTH = 90;

function block(launch: InspectedLaunch, place: (span: Span) => string): string {
  const { command, spec } = launch;
  const title = `${place(command.span)}  ${command.engine} ${command.verb}  ${certainty(launch)}`;
  const rows = spec
    ? specRows(launch, spec, place)
    : [{ label: 'arguments', text: commandLine(command.argv.slice(command.argumentsAt)), at: command.span }];
  const labels = Math.max(...rows.map(({ label }) => label.length), 0);
  const width = Math.min(MAX_WIDTH, Math.max(...rows.map(({ text }) => displayWidth(text)), 0));
  let last = '';
  const lines = rows.map(({ label, text, at }) => {
    const shown = label === last ? '' : label;
    last = label;
    return `  ${padEnd(shown, labels)}  ${padEnd(text, width)}  ${place(at)}`;
  });
  return [title, ...lines].join('\n');
}

function certainty({ command }: InspectedLaunch): string {
  const when = inWords(command.when);
  const required = inWords(command.requires);
  const path = command.certainty === 'sometimes' ? `if ${when}` : command.certainty;
  return required === null ? path : `${path}, requires that ${required}`;
}

function specRows(launch: InspectedLaunch, spec: RunSpec, place: (span: Span) => string): Row[] {
  const { command } = launch;
  const rows: Row[] = [];
  const add = (label: string, part: Part | null, more = ''): void => {
    if (part) rows.push({ label, text: `${partText(part)}${more}${condition(part.word)}`, at: part.span });
  };
  const builders = [...new Set(launch.imageFrom.map(place))];
  const built = builders.length > 0 ? `  built by ${builders.slice(0, 3).join(', ')}` : '';
  for (const image of spec.images) add('image', image, image === spec.image ? built : '');
  add('name', spec.name);
  add('workdir', spec.workdir);
  add('entrypoint', spec.entrypoint);
  const [first] = spec.command;
  if (first) rows.push({ label: 'command', text: commandLine(spec.command.map(({ word }) => word)), at: first.span });
  spec.mounts.forEach((mount, index) => {
    rows.push(mountRow(mount, launch.sources[index] ?? 'unknown'));
  });
  for (const { name, value, entry } of spec.env) {
    const shown = value ? `${partText(name)}=${partText(value)}` : `${partText(name)}  from the environment`;
    rows.push({ label: 'env', text: `${shown}${condition(entry.word)}`, at: entry.span });
  }
  for (const file of spec.envFiles) add('env file', file);
  if (spec.gpus) {
    const { count, ids, value } = spec.gpus;
    const devices =
      ids.length > 0
        ? `devices ${ids.map(partText).join(', ')}`
        : count === undefined || count === null
          ? partText(value)
          : String(count);
    rows.push({ label: 'gpus', text: `${devices}${condition(value.word)}`, at: value.span });
  }
  add('runtime', spec.runtime);
  add('shm size', spec.shmSize?.value ?? null);
  add('memory', spec.memory?.value ?? null);
  add('ipc', spec.ipc);
  add('network', spec.network);
  add('user', spec.user);
  for (const port of spec.ports) add('port', port.flag.value);
  for (const part of spec.open)
    rows.push({ label: 'unknown', text: `${partText(part)}  can be any flag${condition(part.word)}`, at: part.span });
  if (spec.ambiguous)
    rows.push({ label: 'unknown', text: `which word is the image: ${commandLine(command.argv)}`, at: command.span });
  for (const { message, span } of [...spec.problems, ...spec.engineProblems])
    rows.push({ label: 'rejected', text: message, at: span });
  return rows;
}

const states: Readonly<Record<SourceState, string>> = {
  exists: 'exists',
  made: 'created by the script',
  missing: 'MISSING',
  unknown: 'not checked',
  none: '',
};

function mountRow(mount: Mount, state: SourceState): Row {
  const access = mount.readonly === undefined ? 'access unknown' : mount.readonly ? 'read-only' : 'writable';
  const source = mount.source ? partText(mount.source) : (mount.type ?? 'mount');
  const kind = mount.type === 'bind' || mount.type === undefined ? states[state] : mount.type;
  const text = [`${partText(mount.target)} <- ${source}`, access, kind].filter((part) => part !== '').join('  ');
  return { label: 'mount', text: `${text}${condition(mount.flag.value?.word)}`, at: mount.sourceSpan ?? mount.span };
}

function condition(word: Word | undefined): string {
  const when = inWords(word?.when ?? []);
  return when === null ? '' : `  if ${when}`;
}

const commandLine = (words: readonly Word[]): string => words.map((word) => wordShown(word) || "''").join(' ');

const partText = (part: Part): string => wordShown(part.word);

function wordShown({ segments }: Word): string {
  const text = shown(segments);
  const defaults = [
    ...new Set(
      segments.flatMap(({ defaultOf }) => (defaultOf === undefined || !/^[A-Za-z_]/.test(defaultOf) ? [] : [defaultOf])),
    ),
  ];
  return defaults.length === 0 ? text : `${text} (default of ${defaults.join(', ')})`;
}

/** Known text is quoted for the shell: `'$HOME'` reaches the engine as written, and `$HOME` is a variable with an unknown value. */
function shown(segments: readonly Segment[]): string {
  const known = segments
    .map(({ text }) => text ?? '\0')
    .join('')
    .split('\0');
  const unknown = segments.filter(({ text }) => text === null);
  return known.map((text, index) => `${knownText(text)}${unknownText(unknown[index], known[index + 1])}`).join('');
}

function knownText(text: string): string {
  const path = showRoots(text);
  const isPlain = text === '' || (isSymbolic(text) && /^[\w@%+=:,./-]*$/.test(path.replace(/~|<\w+>/g, '')));
  return isPlain ? path : quoteForShell([path]);
}

function unknownText(segment: Segment | undefined, next = ''): string {
  if (!segment) return '';
  const { reason, name, segments } = segment.unknown ?? {};
  if (reason === 'sometimes' && segments) return `[${shown(segments)}]`;
  if (reason !== 'variable' && reason !== 'argument' && reason !== 'choice') return `$(${name ?? '…'})`;
  return /^\w/.test(next) ? `\${${name ?? '?'}}` : `$${name ?? '?'}`;
}
