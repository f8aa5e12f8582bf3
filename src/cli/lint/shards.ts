import { resolve } from 'node:path';
import { ConfigurationError, messageOf } from '../../config/errors';
import { readText } from '../../config/packages';
import { isShardRecord } from '../../engine/shard/form';
import type { ReadRecord } from '../../engine/shard/gather';
import type { Shard } from '../../model/linted-repository';

/** More jobs than anyone starts. */
const mostShards = 10_000;

/** The shard that `--shard 2/5` names. Throws ConfigurationError. */
export function shardOf(text: string): Shard {
  const [, index = 0, count = 0] = (/^(\d{1,5})\/(\d{1,5})$/.exec(text) ?? []).map(Number);
  if (index < 1 || index > count || count > mostShards)
    throw new ConfigurationError(`--shard ${text}: write which part of how many, such as 1/3, 2/3, and 3/3 in three jobs.`);
  return { index, count };
}

export interface ShardReport extends ReadRecord {
  readonly format: 'json' | 'sarif';
}

/** Reads the report of a shard. Throws ConfigurationError where the file is something else. */
export function readShard(file: string, cwd: string): ShardReport {
  const text = readText(resolve(cwd, file));
  if (text === undefined) throw new ConfigurationError(`${file}: no such file. Each shard's job has to hand on its report.`);
  const { format, record } = recordIn(parsed(text, file));
  if (!isShardRecord(record))
    throw new ConfigurationError(
      `${file} isn't the report of a shard. Write it with \`cvl lint --shard 1/3 --format json:FILE\`, or with \`sarif\`.`,
    );
  return { file, format, record };
}

function parsed(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ConfigurationError(`${file} can't be read as JSON, so its shard may have failed. ${messageOf(error)}`);
  }
}

/** The JSON reporter's last entry holds the record, or the SARIF reporter's run. */
function recordIn(report: unknown): { readonly format: 'json' | 'sarif'; readonly record: unknown } {
  if (Array.isArray(report)) return { format: 'json', record: report.at(-1)?.cvl?.shard };
  const { runs } = Object(report) as { readonly runs?: readonly { readonly properties?: { readonly cvlShard?: unknown } }[] };
  return { format: 'sarif', record: Array.isArray(runs) ? runs[0]?.properties?.cvlShard : undefined };
}
