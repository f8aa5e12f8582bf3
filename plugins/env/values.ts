import type { Example } from '../../src/api';
import { codeValuesOf, settingsOf, type Use } from './uses';
import { type Variables, type VariableType, variableNamed } from './variables';

/** A variable that an example gives a value. */
export interface GivenValue extends Use {
  readonly value: string;
}

/** All values that an example gives; of its Python, those in files that may hold a wrong one. */
export function givenValues(example: Example, variables: Variables): readonly GivenValue[] {
  const mayBeWrong = (name: string, value: string | undefined): boolean => {
    const variable = variableNamed(variables, name);
    if (variable?.read !== 'library' || variable.type === 'text' || variable.type === 'flag') return false;
    return value === undefined || (value !== '' && !fits(value, variable.type));
  };
  return [...settingsOf(example), ...codeValuesOf(example, mayBeWrong)].filter(hasValue);
}

const hasValue = (use: Use): use is GivenValue => use.value !== undefined && use.value !== '';

export function fits(value: string, type: VariableType): boolean {
  if (typeof type !== 'string') return type.includes(value);
  switch (type) {
    case 'integer':
      return /^\s*[-+]?\d[\d_]*\s*$/.test(value);
    case 'number':
      return isNumber(value);
    case 'boolean':
      return /^(true|false|1|0|yes|no|on|off|y|n|t|f)$/i.test(value);
    case 'devices':
      return /^-1$|^\d+(,\d+)*,?$|^(GPU|MIG)-[\w-]+(,(GPU|MIG)-[\w-]+)*$|^(NoDevFiles|void)$/.test(value.replace(/\s/g, ''));
    default:
      return true;
  }
}

export const isNumber = (value: string): boolean => /^\s*[-+]?(\d[\d_]*(?:\.\d*)?|\.\d+)([eE][-+]?\d+)?\s*$/.test(value);
