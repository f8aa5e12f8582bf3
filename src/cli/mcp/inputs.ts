import { z } from 'zod';

/** From the most severe. */
export const severities = ['error', 'warning', 'info'] as const;

export const paths = z
  .array(z.string())
  .optional()
  .describe('Files or folders, relative to the folder that the server was started in. Default: all of it.');

export const rules = z
  .array(z.string())
  .optional()
  .describe('Look at these rules alone: ids or globs, such as "docker/*". A severity after a colon changes it.');

export const offset = z.number().int().min(0).default(0).describe('Where to go on, as the last answer says.');
