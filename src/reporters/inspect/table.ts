import type { StartedCommand } from '../../languages/shell';
import type { InspectedLaunch, Inspection } from '../../model/inspection';
import type { Start } from '../../model/targets';
import type { Span } from '../../text/span';
import { visible } from '../text/visible';
import { displayWidth, padEnd, wrap } from '../text/width';
import { inWords, type PlaceOf } from './json';
import { specRows } from './launch';
import { startRows } from './start';
import { commandLine, type Row } from './words';

/** What a script starts, for people: a block for each call of the engine and each program, with the place of each line. */
export function inspectionAsTable(inspection: Inspection, placeOf: PlaceOf, width?: number): string {
  const { script, launches, starts = [], incomplete } = inspection;
  const place = (span: Span): string => `${span.file}:${placeOf(span).line}`;
  const layout: Layout = { place, width };
  const blocks = [...launches.map((launch) => launchBlock(launch, layout)), ...starts.map((start) => startBlock(start, layout))];
  const nothing =
    launches.length === 0 && starts.length === 0
      ? [`${script.path} calls no container engine and starts no Python program.`]
      : [];
  const open = incomplete.map((reason) => `This isn't complete. ${reason}`);
  return `${[...nothing, ...blocks, ...open].map((text) => text.split('\n').map(visible).join('\n')).join('\n\n')}\n`;
}

interface Layout {
  place(span: Span): string;
  /** Of the terminal, in columns. */
  readonly width: number | undefined;
}

function launchBlock(launch: InspectedLaunch, layout: Layout): string {
  const { place } = layout;
  const { command, spec } = launch;
  const rows = spec
    ? specRows(launch, spec, place)
    : [{ label: 'arguments', text: commandLine(command.argv.slice(command.argumentsAt)), at: command.span }];
  return block(`${place(command.span)}  ${command.engine} ${command.verb}  ${certainty(command)}`, rows, command.span, layout);
}

function startBlock(start: Start, layout: Layout): string {
  const { place } = layout;
  const inside = start.launch ? `in the container of ${place(start.launch.span)}` : 'in a container';
  const where = start.world.kind === 'host' ? 'on the host' : inside;
  const title = `${place(start.span)}  ${start.runner}  ${certainty({ ...start.command, certainty: start.certainty })}, ${where}`;
  return block(title, startRows(start), start.span, layout);
}

/** Wider lines aren't aligned, so that one long command doesn't push all places to the right. */
const MAX_WIDTH = 90;

/** In a narrower column, text isn't wrapped, because each line would have only a few words. */
const NARROWEST = 30;

function block(title: string, rows: readonly Row[], start: Span, { place, width }: Layout): string {
  // On a terminal, a file that the title names isn't repeated in each row.
  const placeOf = (at: Span): string =>
    width !== undefined && at.file === start.file ? place(at).slice(at.file.length) : place(at);
  const labels = Math.max(...rows.map(({ label }) => label.length), 0);
  const places = Math.max(...rows.map(({ at }) => displayWidth(placeOf(at))), 0);
  const room = Math.max((width ?? Number.POSITIVE_INFINITY) - labels - places - 6, NARROWEST);
  const texts = Math.min(MAX_WIDTH, room, Math.max(...rows.map(({ text }) => displayWidth(text)), 0));
  let last = '';
  const lines = rows.flatMap(({ label, text, at }) => {
    const shown = label === last ? '' : label;
    last = label;
    const [first = '', ...others] = width === undefined ? [text] : wrap(text, room);
    return [
      `  ${padEnd(shown, labels)}  ${padEnd(first, texts)}  ${placeOf(at)}`,
      ...others.map((line) => `  ${padEnd('', labels)}    ${line}`),
    ];
  });
  const heading = width === undefined ? [title] : wrap(title, width).map((line, row) => (row === 0 ? line : `  ${line}`));
  return [...heading, ...lines].join('\n');
}

function certainty({ certainty, when, requires }: StartedCommand): string {
  const required = inWords(requires);
  const path = certainty === 'sometimes' ? `if ${inWords(when)}` : certainty;
  return required === null ? path : `${path}, requires that ${required}`;
}
