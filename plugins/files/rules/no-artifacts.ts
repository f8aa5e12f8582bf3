import table from '../../../rules/tables/large-files.yaml';
import { defineRule, type FileEntry, type Repository } from '../../../src/api';
import { fits } from '../globs';

interface Options {
  /** Globs relative to the example: reported whatever their size. */
  readonly weights: readonly string[];
  /** Globs relative to the example: reported from `dataBytes` on. */
  readonly data: readonly string[];
  readonly dataBytes: number;
  /** Any file is reported from this size on. */
  readonly anyBytes: number;
  /** Globs relative to the example that may be of any size. */
  readonly allow: readonly string[];
}

const mebibyte = 1024 * 1024;

export default defineRule<'example', Options>({
  name: 'no-artifacts',
  scope: 'example',
  docs: {
    summary: 'No weights, datasets, event files or large binaries are committed',
    why: 'Git keeps every version for ever, so one checkpoint makes every later clone slower. Weights and data belong on a hub or a bucket, and are fetched at run time.',
    bad: { 'outputs/best.ckpt': 'weights' },
    good: { 'train.py': 'x = 1\n', 'outputs/best.ckpt': { text: 'weights', tracked: false } },
  },
  options: {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: {
        weights: {
          type: 'array',
          items: { type: 'string' },
          description: 'globs relative to the example, reported whatever their size',
        },
        data: {
          type: 'array',
          items: { type: 'string' },
          description: 'globs relative to the example, reported from `dataBytes` on',
        },
        dataBytes: { type: 'integer', minimum: 0, description: 'bytes from which data counts' },
        anyBytes: { type: 'integer', minimum: 0, description: 'bytes from which any file counts' },
        allow: { type: 'array', items: { type: 'string' }, description: 'globs relative to the example that may be of any size' },
      },
    },
    defaults: { ...(table as Pick<Options, 'weights' | 'data'>), dataBytes: mebibyte / 2, anyBytes: 5 * mebibyte, allow: [] },
  },
  messages: {
    weights:
      'weights or run outputs are committed ({{size}}), which every clone downloads for ever; remove the file from git, ignore it, and fetch or make it at run time',
    data: 'a data file of {{size}} is committed, which every clone downloads for ever; host it elsewhere and fetch it at run time',
    large: 'a file of {{size}} is committed, which every clone downloads for ever; make it smaller, or host it elsewhere',
  },
  *check(example, { options }) {
    const { repository, folder } = example;
    const { weights, data, allow } = options;
    for (const entry of example.files) {
      if (!entry.tracked || entry.type !== 'file' || isSource.test(entry.path)) continue;
      const inside = folder === '' ? entry.path : entry.path.slice(folder.length + 1);
      const bytes = repository.size(entry.path) ?? 0;
      const kind = fits(weights, inside)
        ? 'weights'
        : fits(data, inside) && bytes >= options.dataBytes
          ? 'data'
          : bytes >= options.anyBytes
            ? 'large'
            : undefined;
      if (!kind || bytes === 0 || fits(allow, inside) || isPointer(repository, entry, bytes)) continue;
      yield { message: kind, data: { size: sizeInWords(bytes) }, at: { file: entry.path }, evidence: { bytes } };
    }
  },
});

/** Written by hand, and so never large enough to look at. */
const isSource = /\.(?:py|sh|md|ya?ml|toml|cfg|ini|ts|js|c|cc|cpp|cu|h|hpp|rs|go|java)$/;

/** A Git LFS or git-annex pointer stands for a file that is stored elsewhere. */
const isPointer = (repository: Repository, { path }: FileEntry, bytes: number): boolean =>
  bytes < 400 && /^(?:version https:\/\/git-lfs|\/?\.?annex|\.\.\/.*annex)/.test(repository.source(path)?.text ?? '');

const sizeInWords = (bytes: number): string =>
  bytes >= mebibyte
    ? `${(bytes / mebibyte).toFixed(1)} MiB`
    : bytes >= 1024
      ? `${Math.round(bytes / 1024)} KiB`
      : `${bytes} bytes`;
