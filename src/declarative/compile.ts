import { defineRule, type Rule } from '../api/rule';
import type { Targets } from '../model/targets';
import { type Environment, environmentFor, variablesOf } from './environment';
import { compileExpression, type Expression, type Mistake } from './expression';
import type { CheckForm } from './form';
import { placesOf } from './objects';
import { compilePlace, firstPlace, type Locate } from './place';
import { compileText, oneLine } from './text';
import { OpenList } from './unknown';
import { type Facts, factsOf } from './values';
import { type Subject, subjects } from './vocabulary';

/** A mistake in one entry of a check: an offset in its text. */
export interface CheckMistake extends Mistake {
  readonly key: keyof CheckForm;
}

/** Entries of one list beyond this number aren't checked. */
const mostItems = 10_000;

/** Makes a rule from a check, or returns all mistakes in it. `name` is the rule's name without its family. */
export async function compileCheck(
  name: string,
  form: CheckForm,
): Promise<{ readonly rule: Rule } | { readonly mistakes: readonly CheckMistake[] }> {
  const { on: subject } = form;
  const mistakes: CheckMistake[] = [];
  const reject = (key: keyof CheckForm, mistake: Mistake): undefined => {
    mistakes.push({ key, ...mistake });
  };
  if (form.require !== undefined && form.forbid !== undefined)
    reject('forbid', { message: 'can\'t be combined with "require". Keep one condition', offset: 0 });
  if (form.require === undefined && form.forbid === undefined)
    reject('on', { message: 'needs a condition. Add "require" or "forbid"', offset: 0 });

  const outer: Room = { environment: await environmentFor(subject), variables: Object.keys(variablesOf(subject)) };
  const where = readCondition('where', outer);
  const each = readList();
  const item = each && /^list<(.+)>$/.exec(each.type)?.[1];
  const itemType = each ? (item ?? 'dyn') : undefined;
  const inner: Room = {
    environment: await environmentFor(subject, itemType),
    variables: Object.keys(variablesOf(subject, itemType)),
  };
  // If the list is wrong, expressions about its entries can't be checked.
  const isWhole = form.each === undefined || each !== undefined;
  const condition = isWhole ? (readCondition('require', inner) ?? readCondition('forbid', inner)) : undefined;
  const fill = isWhole ? read('message', compileText(form.message, inner.environment, inner.variables)) : undefined;
  const locate = isWhole ? readPlace() : undefined;
  if (mistakes.length > 0 || !condition || !fill || !locate) return { mistakes };
  return { rule: ruleOf(name, form, { where, each, condition, fill, locate }) };

  function read<T extends object>(key: keyof CheckForm, result: T | { readonly mistake: Mistake }): T | undefined {
    return 'mistake' in result ? reject(key, result.mistake as Mistake) : result;
  }

  function readCondition(key: 'where' | 'require' | 'forbid', room: Room): Expression | undefined {
    const text = form[key];
    if (text === undefined) return undefined;
    const expression = read(key, compileExpression(text, room.environment, room.variables));
    if (!expression || expression.type === 'bool' || expression.type === 'dyn') return expression;
    return reject(key, { message: `must be a condition that is true or false, not a ${expression.type}`, offset: 0 });
  }

  function readList(): Expression | undefined {
    if (form.each === undefined) return undefined;
    const list = read('each', compileExpression(form.each, outer.environment, outer.variables));
    if (!list || /^list\b/.test(list.type) || list.type === 'dyn') return list;
    return reject('each', { message: `must be a list, not a ${list.type}`, offset: 0 });
  }

  function readPlace(): Locate | undefined {
    const { environment, variables } = inner;
    const { variable } = subjects[subject];
    // A check of an example can also point at its metadata.
    const roots = variable === 'example' ? [variable, 'metadata'] : [variable];
    if (form.at !== undefined) return read('at', compilePlace(form.at, environment, variables));
    return condition && firstPlace(condition, each ? ['item'] : roots, environment, variables);
  }
}

interface Room {
  readonly environment: Environment;
  readonly variables: readonly string[];
}

interface Parts {
  readonly where: Expression | undefined;
  readonly each: Expression | undefined;
  readonly condition: Expression;
  readonly fill: (variables: Facts['variables']) => { readonly [expression: string]: string };
  readonly locate: Locate;
}

function ruleOf(name: string, form: CheckForm, { where, each, condition, fill, locate }: Parts): Rule {
  const found = oneLine(form.message);
  const [, words = found, stop = ''] = /^(.*?)(\.?)$/.exec(found) ?? [];
  return defineRule<Subject>({
    name,
    scope: form.on,
    docs: { summary: (form.summary ?? found).replace(/\.$/, ''), why: whyOf(form), bad: [], good: [] },
    messages: { found, failed: `${words} ({{because}})${stop}` },
    *check(target) {
      const facts = factsOf(form.on, target as Targets[Subject] as never);
      if (where && !isTrue(where, facts.variables)) return;
      for (const { variables, at } of each ? itemsOf(each, facts) : [facts]) {
        const outcome = condition.evaluate(variables);
        if (outcome.kind === 'unknown') continue;
        const holds = outcome.kind === 'value' && outcome.value === true;
        if (holds === (form.require !== undefined)) continue;
        const because = outcome.kind === 'failed' ? outcome.because : undefined;
        yield {
          message: because === undefined ? 'found' : 'failed',
          data: { ...fill(variables), because },
          at: locate(variables, at),
        };
      }
    },
  });
}

const isTrue = (expression: Expression, variables: Facts['variables']): boolean => {
  const outcome = expression.evaluate(variables);
  return outcome.kind === 'value' && outcome.value === true;
};

/** The known entries of a list, each as `item`. */
function* itemsOf(each: Expression, { variables, at }: Facts): Generator<Facts> {
  const outcome = each.evaluate(variables);
  if (outcome.kind !== 'value') return;
  const places = placesOf(outcome.value);
  let index = 0;
  for (const item of knownEntries(outcome.value)) {
    if (index === mostItems) return;
    yield { variables: { ...variables, item }, at: placesOf(item)?.self ?? places?.part?.(String(index)) ?? places?.self ?? at };
    index++;
  }
}

const knownEntries = (list: unknown): Iterable<unknown> =>
  Array.isArray(list) ? list : list instanceof OpenList ? list.known : [];

/** The reason on the rule's page: the team's own, and the condition itself. */
function whyOf({ why, where, each, require: required, forbid }: CheckForm): string {
  const states = [
    ...(where === undefined ? [] : [`where: ${where.trim()}`]),
    ...(each === undefined ? [] : [`each: ${each.trim()}`]),
    ...(required === undefined ? [] : [`require: ${required.trim()}`]),
    ...(forbid === undefined ? [] : [`forbid: ${forbid.trim()}`]),
  ];
  return `${why === undefined ? '' : `${why.trim()}\n\n`}The rule is a declarative check:\n\n\`\`\`\n${states.join('\n')}\n\`\`\``;
}
