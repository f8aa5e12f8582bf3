export interface Fields {
  readonly [name: string]: unknown;
}

/** One line of MLPerf's compliance log. */
export interface Event {
  readonly key: string;
  readonly value: unknown;
  readonly metadata: Fields;
  /** Seconds since 1970; NaN: not given. */
  readonly time: number;
  /** The benchmark that the line itself names. */
  readonly benchmark?: string;
}

const OLD = /^(\S{1,60}) (\d{1,12}(?:\.\d{1,12})?) \([^()]{0,300}\) (\w{1,80})(?:: (.+))?$/;

/** The part of a line from `:::ML` on; undefined: it is damaged, or cut off. */
export function eventOf(text: string): Event | undefined {
  const space = text.indexOf(' ');
  const rest = text.slice(space + 1).trimEnd();
  if (text.startsWith(':::MLP')) {
    const found = OLD.exec(rest);
    if (found === null) return undefined;
    const [, benchmark, time, key, value] = found;
    return { key: key!, value: parsed(value ?? 'null'), metadata: {}, time: Number(time), benchmark: benchmark! };
  }
  const { key, value, metadata, time_ms: time } = fieldsOf(parsed(rest));
  if (typeof key !== 'string') return undefined;
  return { key, value, metadata: fieldsOf(metadata), time: typeof time === 'number' ? time / 1000 : Number.NaN };
}

export const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
