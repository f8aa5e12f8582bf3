import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { ConfigurationError } from '../../config/errors';
import { WriteError } from '../../files/problem';

/** The most characters of a part of a text: about 2,000 tokens, which a model reads without losing track. */
const partCharacters = 8000;

export const textAnswer = (text: string): CallToolResult => ({ content: [{ type: 'text', text }] });

/** What a caller did wrong is an answer that it can act on. Everything else is a bug, which the SDK reports as an error. */
export async function answered(act: () => Promise<CallToolResult>): Promise<CallToolResult> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof ConfigurationError || error instanceof WriteError)) throw error;
    return { ...textAnswer(error.message), isError: true };
  }
}

/** The lines of a text from `offset` on that fit into one answer, at least one, and how to get the rest. */
export function partOf(text: string, offset: number): CallToolResult {
  const lines = text.trimEnd().split('\n');
  const shown: string[] = [];
  let room = partCharacters;
  for (const line of lines.slice(offset)) {
    room -= line.length + 1;
    if (room < 0 && shown.length > 0) break;
    shown.push(line.length > partCharacters ? `${line.slice(0, partCharacters)}…` : line);
  }
  const next = offset + shown.length;
  const rest = next < lines.length ? `\n\nLines ${offset + 1} to ${next} of ${lines.length}. For more: offset ${next}.` : '';
  return textAnswer(`${shown.join('\n')}${rest}`);
}
