import type { TestExpression } from 'unbash';
import type { Span } from '../../../text/span';
import { expandPattern, expandText } from '../expansion/expand';
import { parseRegex } from '../patterns/regex';
import { matchRegex } from '../patterns/regex-match';
import { type Scope, spanOf } from '../state/scope';
import type { Shell } from '../state/shell';
import { both, either, not, type Truth, uncertain } from '../state/truth';
import { assignWords } from '../state/variables';
import type { ExpandedPattern } from '../values/chunk';
import { isSymbolic } from '../values/roots';
import { certain, likelyText, literal, outsideName, type Text } from '../values/text';
import { matchText } from './matching';
import { binaryTest, plainQuestion, settle, unaryTest } from './tests';

/** `[[ … ]]` */
export function evaluateCondition(shell: Shell, scope: Scope, node: TestExpression): Truth {
  switch (node.type) {
    case 'TestGroup':
      return evaluateCondition(shell, scope, node.expression);
    case 'TestNot': {
      const truth = evaluateCondition(shell, scope, node.operand);
      return node.negations.length % 2 === 1 ? not(truth) : truth;
    }
    case 'TestLogical': {
      const and = node.operator === '&&';
      let truth: Truth = and;
      for (const operand of node.operands) {
        if (truth === !and) return truth;
        const next = evaluateCondition(shell, scope, operand);
        truth = and ? both(truth, next) : either(truth, next);
      }
      return truth;
    }
    case 'TestUnary':
      return unaryTest(shell, node.operator, expandText(shell, scope, node.operand), spanOf(scope.source, node));
    case 'TestBinary': {
      const left = expandText(shell, scope, node.left);
      const span = spanOf(scope.source, node);
      const { operator } = node;
      if (operator === '=~') return regexTest(shell, left, expandPattern(shell, scope, node.right), span);
      if (operator === '==' || operator === '=') return matchText(shell, left, expandPattern(shell, scope, node.right), span);
      if (operator === '!=') return not(matchText(shell, left, expandPattern(shell, scope, node.right), span));
      return binaryTest(shell, scope, operator, left, expandText(shell, scope, node.right), span);
    }
  }
}

function regexTest(shell: Shell, left: Text, right: ExpandedPattern, span: Span): Truth {
  const source = right.chunks
    .map(({ segment, quoted }) => (quoted ? (segment.text ?? '').replace(/[\\^$.[\]|()?*+{}]/g, '\\$&') : (segment.text ?? '')))
    .join('');
  const expression = right.whole ? parseRegex(source, { ignoreCase: shell.state.shopt.has('nocasematch') }) : undefined;
  const likely = likelyText(left);
  const question = { ...plainQuestion('=~', left, right.text, span), name: outsideName(left) };
  if (!expression || likely === undefined) return settle(shell, uncertain(question));
  const match = matchRegex(expression, likely, shell.effort);
  if (match === undefined || isSymbolic(likely)) return settle(shell, uncertain(question));
  if (certain(left) === undefined) return settle(shell, uncertain({ ...question, likely: match !== null }));
  const groups = match === null ? [] : match.groups;
  assignWords(
    shell,
    'BASH_REMATCH',
    Array.from(groups, (group) => ({ segments: literal(group ?? '', left[0]?.span ?? span), span })),
    false,
  );
  return match !== null;
}
