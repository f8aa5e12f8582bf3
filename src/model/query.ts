import { frozen } from './frozen';
import { Answer, type Asked, answerTo, support } from './tracing';

/**
 * Remembered answers. A query is a named function of a subject (a repository, an example, a launch, a list of options) whose answer is
 * kept for as long as the subject, and for as long as what it rests on is unchanged. Whatever the model answers, and whatever a plugin
 * computes for several rules, is a query; nothing else keeps answers. So a query reads files and folders through the repository only,
 * and depends on nothing else that can change.
 */

/** Where the answers of a query are. */
interface Table {
  forget(): void;
  restore(answer: Answer): void;
}

const tables = new Map<Asked, Table>();

/**
 * Frees the memory of what is known of a repository, apart from answers of plain data, such as texts, and what those rest on. Whether
 * something still holds can still be told; who asks for the rest waits for it again. Not while something is computed.
 */
export function forgetAnswers(subject: object): void {
  const needed = support([...grounds.values()].flatMap(({ answers }) => [...answers(subject)]));
  for (const table of tables.values()) table.forget();
  for (const answer of needed) tables.get(answer.asked)?.restore(answer);
}

/** Makes a function that computes an answer once per subject. Throws if an answer needs itself. */
export function query<Subject extends object, Value>(
  name: string,
  compute: (subject: Subject) => Value,
): (subject: Subject) => Value {
  const asked: Asked = { name, isGround: false, compute: (subject) => frozen(compute(subject as Subject)) };
  let answers = new WeakMap<Subject, Answer>();
  tables.set(asked, {
    forget() {
      answers = new WeakMap();
    },
    restore(answer) {
      answers.set(answer.subject as Subject, answer);
    },
  });
  return (subject) => {
    let answer = answers.get(subject);
    if (answer === undefined) answers.set(subject, (answer = new Answer(asked, subject, '')));
    return answerTo(answer) as Value;
  };
}

/** A query of a subject and a key, such as a repository and a path. */
export interface KeyedQuery<Subject extends object, Key extends string, Value> {
  (subject: Subject, key: Key): Value;
  /** All answers that were given. */
  answers(subject: Subject): Iterable<Answer>;
}

/** Makes a function that computes an answer once per subject and key. */
export const keyedQuery = <Subject extends object, Key extends string, Value>(
  name: string,
  compute: (subject: Subject, key: Key) => Value,
): KeyedQuery<Subject, Key, Value> => keyed(name, compute, { isGround: false });

interface Ground {
  readonly asked: Asked;
  answerOf(subject: object, key: string): Answer;
  answers(subject: object): Iterable<Answer>;
}

const grounds = new Map<string, Ground>();

/**
 * Makes a keyed query whose answers are plain data. What rests on such an answer doesn't rest on what made it: it holds as long as the
 * same question has the same answer. So a question should be narrow: "is this a file", not "what is in this folder".
 */
export const ground = <Subject extends object, Value>(
  name: string,
  compute: (subject: Subject, key: string) => Value,
): KeyedQuery<Subject, string, Value> => keyed(name, compute, { isGround: true });

/** The same for an answer that takes long, so that a result on disk remembers what the answer rests on too. */
export const costlyGround = <Subject extends object, Value>(
  name: string,
  compute: (subject: Subject, key: string) => Value,
): KeyedQuery<Subject, string, Value> => keyed(name, compute, { isGround: true, isCostly: true });

/** Whether there is such a question. Those of rules are there once the rules are. */
export const isAsked = (name: string): boolean => grounds.has(name);

/** Asks a question of plain data by its name, as in a result on disk. Undefined if there is no such question. */
export function askGround(name: string, subject: object, key: string): Answer | undefined {
  const answer = grounds.get(name)?.answerOf(subject, key);
  if (answer) answerTo(answer);
  return answer;
}

/** The same for an answer that is only looked at: it isn't kept, unless it's costly. */
export function lookAt(name: string, subject: object, key: string): Pick<Answer, 'asked' | 'key' | 'value'> | undefined {
  const asked = grounds.get(name)?.asked;
  return asked && !asked.isCostly ? { asked, key, value: asked.compute(subject, key) } : askGround(name, subject, key);
}

function keyed<Subject extends object, Key extends string, Value>(
  name: string,
  compute: (subject: Subject, key: Key) => Value,
  kind: Pick<Asked, 'isGround' | 'isCostly'>,
): KeyedQuery<Subject, Key, Value> {
  const asked: Asked = { name, ...kind, compute: (subject, key) => frozen(compute(subject as Subject, key as Key)) };
  let bySubject = new WeakMap<object, Map<string, Answer>>();
  const tableOf = (subject: object): Map<string, Answer> => {
    let answers = bySubject.get(subject);
    if (answers === undefined) bySubject.set(subject, (answers = new Map()));
    return answers;
  };
  const answerOf = (subject: object, key: string): Answer => {
    const answers = tableOf(subject);
    let answer = answers.get(key);
    if (answer === undefined) answers.set(key, (answer = new Answer(asked, subject, key)));
    return answer;
  };
  const answers = (subject: object): Iterable<Answer> => bySubject.get(subject)?.values() ?? [];
  if (kind.isGround) grounds.set(name, { asked, answerOf, answers });
  else
    tables.set(asked, {
      forget() {
        bySubject = new WeakMap();
      },
      restore(answer) {
        tableOf(answer.subject).set(answer.key, answer);
      },
    });
  return Object.assign((subject: Subject, key: Key) => answerTo(answerOf(subject, key)) as Value, { answers });
}

/** The same for a key alone: the function is its own subject. */
export function remembered<Key extends string, Value>(name: string, compute: (key: Key) => Value): (key: Key) => Value {
  const answer = keyedQuery(name, (_: object, key: Key) => compute(key));
  const subject = {};
  return (key) => answer(subject, key);
}
