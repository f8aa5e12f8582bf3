import type { StartedCommand } from '../../languages/shell';
import type { InspectedLaunch, Inspection } from '../../model/inspection';
import type { Start } from '../../model/targets';
import type { Span } from '../../text/span';
import { visible } from '../text/visible';
import { displayWidth, padEnd } from '../text/width';
import { inWords, type PlaceOf } from './json';
import { specRows } from './launch';
import { startRows } from './start';
import { commandLine, type Row } from './words';

/** What a script starts, for people: a block for each call of the engine and each program, with the place of each line. */
export function inspectionAsTable(inspection: Inspection, placeOf: PlaceOf): string {
  const { script, launches, starts = [], incomplete } = inspection;
  const place = (span: Span): string => `${span.file}:${placeOf(span).line}`;
  const blocks = [...launches.map((launch) => launchBlock(launch, place)), ...starts.map((start) => startBlock(start, place))];
  const nothing =
    launches.length === 0 && starts.length === 0
      ? [`${script.path} calls no container engine and starts no Python program.`]
      : [];
  const open = incomplete.map((reason) => `This isn't complete. ${reason}`);
  return `${[...nothing, ...blocks, ...open].map((text) => text.split('\n').map(visible).join('\n')).join('\n\n')}\n`;
}

type ShowPlace = (span: Span) => string;

function launchBlock(launch: InspectedLaunch, place: ShowPlace): string {
  const { command, spec } = launch;
  const rows = spec
    ? specRows(launch, spec, place)
    : [{ label: 'arguments', text: commandLine(command.argv.slice(command.argumentsAt)), at: command.span }];
  return block(`${place(command.span)}  ${command.engine} ${command.verb}  ${certainty(command)}`, rows, place);
}

function startBlock(start: Start, place: ShowPlace): string {
  const where = start.launch ? `in the container of ${place(start.launch.span)}` : 'on the host';
  const title = `${place(start.span)}  ${start.runner}  ${certainty({ ...start.command, certainty: start.certainty })}, ${where}`;
  return block(title, startRows(start), place);
}

/** Wider lines aren't aligned, so that one long command doesn't push all places to the right. */
const MAX_WIDTH = 90;

function block(title: string, rows: readonly Row[], place: ShowPlace): string {
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

function certainty({ certainty, when, requires }: StartedCommand): string {
  const required = inWords(requires);
  const path = certainty === 'sometimes' ? `if ${inWords(when)}` : certainty;
  return required === null ? path : `${path}, requires that ${required}`;
}
