import table from '../../rules/tables/metric-ranges.yaml';

/** The figures of one rule from `rules/tables/metric-ranges.yaml`, as its options' defaults; the source of the figures is left out. */
export function figuresOf<Figures>(rule: string): Figures {
  const { source: _, ...figures } = (table as { readonly [name: string]: { readonly source: string } })[rule]!;
  return figures as Figures;
}

const severities = {
  type: 'object',
  description: 'severities of single messages, by message id',
  additionalProperties: { enum: ['error', 'warning', 'info'] },
};

/** The schema of options with those properties and the severities of single messages. */
export const schemaOf = (properties: { readonly [name: string]: object }) => ({
  type: 'object',
  additionalProperties: false,
  properties: { ...properties, severities },
});
