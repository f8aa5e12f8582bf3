import { defineRule, type Example, type Span, suggestedEntry } from '../../../src/api';
import { isMapping } from '../mapping';
import { isForeign, mismatchesOf } from '../mismatches';
import { type Suggestion, suggestionFor } from '../resource-suggestions';
import { listInWords } from '../words';

interface Options {
  readonly fields: { readonly [field: string]: string };
}

export default defineRule<'metadata', Options, 'shown' | 'example'>({
  name: 'resource-fields',
  scope: 'metadata',
  docs: {
    summary: 'The resources name the GPUs, their memory, and the disk space',
    why: 'People choose a machine by them before they download anything. A value that the files of the example show is suggested: the GPUs that its scripts ask for, the memory that a run took, and the size of the weights that it saved.',
    bad: [
      {
        wrong: 'The disk space is missing.',
        sample: 'name: demo\nresources: {gpu: 1, vram_gb: 8}\n',
      },
      {
        wrong: 'The script asks for GPUs, and the metadata names none.',
        sample: {
          'example.yaml': 'name: demo\nresources: {vram_gb: 8, disk_gb: 10}\npresets:\n  train: {script: train.sh}\n',
          'train.sh': '#!/bin/bash\ndocker run --rm --gpus all demo python train.py\n',
        },
      },
    ],
    good: ['name: demo\nresources: {gpu: 1, vram_gb: 8, disk_gb: 10}\n', 'name: demo\nresources: {gpu: 0, disk_gb: 5}\n'],
    references: ['Training Pipeline Verification, “Expected example.yaml Structure”'],
  },
  options: {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: {
        fields: {
          type: 'object',
          description: 'the fields, and for each a value to suggest where the files of the example show none',
          additionalProperties: { type: 'string' },
        },
      },
    },
    tables: { fields: 'metadata.resources' },
  },
  messages: {
    shown:
      "The resources don't say {{fields}}, so people can't choose a machine. Add {{added}}, which the example's own files show.",
    example: "The resources don't say {{fields}}, so people can't choose a machine. Add what it needs, for example {{added}}.",
  },
  fixable: 'unsafe',
  async *check({ data, yaml, example }, { options: { fields } }) {
    const resources = data?.['resources'];
    if (!data || isForeign(data) || !isMapping(resources) || Object.keys(resources).length === 0) return;
    const misspelled = new Set(mismatchesOf(data).map(({ suggestion }) => suggestion));
    const missing = Object.keys(fields).filter((field) => isMissing(field, example, resources) && !misspelled.has(field));
    if (missing.length === 0) return;
    const suggestions: (Suggestion & { readonly field: string; readonly isShown: boolean })[] = [];
    for (const field of missing) {
      const found = await suggestionFor(field, example);
      suggestions.push({ field, value: fields[field] ?? '…', isShown: found !== undefined, ...found });
    }
    const isShown = suggestions.every((each) => each.isShown);
    const [only, more] = suggestions;
    yield {
      ...(isShown && only && !more && suggestedEntry(yaml, ['resources'], `${only.field}: ${only.value}`)),
      message: isShown ? 'shown' : 'example',
      data: {
        fields: listInWords(missing.map((field) => `\`${field}\``)),
        added: listInWords(suggestions.map(({ field, value }) => `\`${field}: ${value}\``)),
      },
      at: yaml.keySpan(['resources']) ?? yaml.nearestSpan(['resources']),
      related: suggestions.flatMap(({ reason, at }) => (at && reason ? [{ message: reason, at: at as Span }] : [])),
    };
  },
});

/** No amount is known, and nothing that may be meant as one is there. Without a GPU, its memory doesn't matter. */
function isMissing(field: string, { resources }: Example, given: { readonly [key: string]: unknown }): boolean {
  const keys = Object.keys(given).map((key) => key.toLowerCase());
  if (field === 'gpu') return resources.gpus === undefined && !keys.some((key) => /gpu|cuda|accelerator|device/.test(key));
  if (field === 'disk_gb') return resources.disk === undefined && !keys.some((key) => /disk|storage/.test(key));
  if (field !== 'vram_gb') return !(field in given);
  if (resources.gpus === undefined || (resources.gpus.low === 0 && !resources.gpus.open)) return false;
  return resources.vram === undefined && !keys.some((key) => /vram|memory/.test(key));
}
