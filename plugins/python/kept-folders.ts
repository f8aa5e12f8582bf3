import type { ContainerProgram } from '../../src/api';

/** A folder to write to instead. Undefined if there is none, or if files could be kept in another way. */
export function writableMount({ start: { launch: started, preceded, workdir } }: ContainerProgram): string | undefined {
  if (preceded || started.image.view?.stages.some((stage) => stage.volumes.length)) return undefined;
  const writable = started.spec.mounts.filter(({ readonly, type }) => readonly === false && type === 'bind');
  const atWork = writable.find(
    ({ target }) => target.text !== undefined && `${workdir}/`.startsWith(`${target.text.replace(/\/$/, '')}/`),
  );
  return (atWork ?? writable.find(({ target }) => !target.text?.includes('/.cache')) ?? writable[0])?.target.text;
}
