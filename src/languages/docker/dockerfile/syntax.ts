import { closest, distance } from 'fastest-levenshtein';
import type { Problem, Span } from '../../../text/span';
import { expandWord } from './expand';
import type { Instruction, InstructionList } from './instructions';
import type { StageList } from './model';
import { jsonWords, plainWords, quotedWords } from './text';

/** The flags of each instruction that takes any. */
const flagsOf: ReadonlyMap<string, readonly string[]> = new Map([
  ['ADD', ['chown', 'chmod', 'link', 'keep-git-dir', 'checksum', 'unpack', 'exclude']],
  ['COPY', ['chown', 'from', 'chmod', 'link', 'exclude', 'parents']],
  ['FROM', ['platform']],
  ['HEALTHCHECK', ['interval', 'timeout', 'start-period', 'start-interval', 'retries']],
  ['RUN', ['mount', 'network', 'security', 'device']],
]);

const keywords =
  'ADD ARG CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL MAINTAINER ONBUILD RUN SHELL STOPSIGNAL USER VOLUME WORKDIR'.split(
    ' ',
  );

/**
 * What BuildKit refuses, in its own words and at the word that is wrong. Of several unknown instructions in a row, only the
 * first.
 */
export function syntaxProblems(list: InstructionList, { stages }: StageList): Problem[] {
  const problems: Problem[] = [];
  let hasStage = false;
  let reported = false;
  let afterUnknown = false;
  for (const instruction of list.instructions) {
    const { keyword, keywordSpan } = instruction;
    if (!keywords.includes(keyword)) {
      if (!afterUnknown) problems.push({ message: unknownInstruction(keyword), span: keywordSpan });
      afterUnknown = true;
      continue;
    }
    afterUnknown = false;
    hasStage ||= keyword === 'FROM';
    if (!hasStage && keyword !== 'ARG' && !reported) {
      reported = true;
      problems.push({ message: `no build stage in current context: ${keyword} comes before the first FROM`, span: keywordSpan });
    }
    problems.push(...flagProblems(instruction));
    const reason = refusal(instruction, list.escapeCharacter);
    if (reason) problems.push(reason);
  }
  for (const { from } of stages)
    if (from.value === '' && from.text !== '')
      problems.push({ message: `base name (${from.text}) should not be blank`, span: from.span });
  const seen = new Set<string>();
  for (const { name, span } of list.directives) {
    if (seen.has(name)) problems.push({ message: `only one ${name} parser directive can be used`, span });
    seen.add(name);
  }
  return problems;
}

function unknownInstruction(keyword: string): string {
  const near = closest(keyword, keywords);
  return `unknown instruction: ${keyword}${distance(keyword, near) <= 2 ? ` (did you mean ${near}?)` : ''}`;
}

function flagProblems({ keyword, flags }: Instruction): Problem[] {
  const allowed = flagsOf.get(keyword) ?? [];
  return flags
    .filter(({ name }) => !allowed.includes(name))
    .map(({ name, span }) => ({ message: `unknown flag: --${name}`, span }));
}

function refusal(instruction: Instruction, escapeCharacter: string): Problem | undefined {
  const { keyword, keywordSpan, text } = instruction;
  const words = plainWords(text);
  const at = (span: Span, message: string): Problem => ({ message, span });
  const json = ['ADD', 'CMD', 'COPY', 'ENTRYPOINT', 'RUN', 'SHELL', 'VOLUME'].includes(keyword) ? jsonWords(text) : undefined;
  if (json && 'refusal' in json) return at(words[0]!.span, json.refusal);
  switch (keyword) {
    case 'FROM':
      return fromProblem(instruction);
    case 'ADD':
    case 'COPY': {
      const count = json ? json.words.length : words.length;
      if (count < 2)
        return at(
          keywordSpan,
          `${keyword} requires at least two arguments, but only ${count === 0 ? 'none were' : 'one was'} provided. Destination could not be determined`,
        );
      return undefined;
    }
    case 'ENV':
    case 'LABEL':
      return assignmentProblem(instruction, escapeCharacter);
    case 'ARG': {
      const blank = quotedWords(text, escapeCharacter).find((word) => word.text.startsWith('='));
      if (blank) return at(blank.span, 'ARG names can not be blank');
      break;
    }
    case 'SHELL':
      if (text.text !== '' && !json) return at(words[0]!.span, `SHELL requires the arguments to be in JSON form`);
      break;
    case 'HEALTHCHECK':
      if (words[0] && !/^(CMD|NONE)$/i.test(words[0].text))
        return at(words[0].span, `Unknown type ${JSON.stringify(words[0].text.toUpperCase())} in HEALTHCHECK (try CMD)`);
      break;
    case 'ONBUILD':
      if (words[0] && /^(ONBUILD|FROM|MAINTAINER)$/i.test(words[0].text))
        return at(words[0].span, `${words[0].text.toUpperCase()} isn't allowed as an ONBUILD trigger`);
      break;
    case 'CMD':
    case 'ENTRYPOINT':
      return undefined;
    default:
  }
  const isSingle = ['WORKDIR', 'USER', 'STOPSIGNAL', 'MAINTAINER'].includes(keyword);
  if (text.text === '') return at(keywordSpan, `${keyword} requires ${isSingle ? 'exactly' : 'at least'} one argument`);
  return undefined;
}

function fromProblem({ keywordSpan, text }: Instruction): Problem | undefined {
  const words = plainWords(text);
  const isNamed = words.length === 3 && /^as$/i.test(words[1]!.text);
  if (words.length !== 1 && !isNamed)
    return { message: 'FROM requires either one or three arguments', span: words[1]?.span ?? keywordSpan };
  const name = words[2];
  const variable = name?.text.includes('$') ? expandWord(name.text, new Map(), { escapeCharacter: '\\' }) === undefined : false;
  if (!name || (!variable && /^[a-z][a-z0-9-_.]*$/.test(name.text.toLowerCase()))) return undefined;
  return {
    message: `invalid name for build stage: ${JSON.stringify(name.text)}, name can't start with a number or contain symbols`,
    span: name.span,
  };
}

function assignmentProblem({ keyword, keywordSpan, text }: Instruction, escapeCharacter: string): Problem | undefined {
  const words = quotedWords(text, escapeCharacter);
  const [first] = words;
  if (!first) return { message: `${keyword} requires at least one argument`, span: keywordSpan };
  if (!first.text.includes('='))
    return /\s/.test(text.text) ? undefined : { message: `${keyword} must have two arguments`, span: first.span };
  const bare = words.find((word) => !word.text.includes('='));
  if (bare)
    return {
      message: `Syntax error - can't find = in ${JSON.stringify(bare.text)}. Must be of the form: name=value`,
      span: bare.span,
    };
  const blank = words.find((word) => word.text.startsWith('='));
  return blank && { message: `${keyword} names can not be blank`, span: blank.span };
}
