import { frozen } from './frozen';

/**
 * Remembered answers. A query is a named function of a subject (a repository, an example, a launch, a list of options) whose answer is
 * kept for as long as the subject. Whatever the model answers, and whatever a plugin computes for several rules, is a query; nothing
 * else keeps answers. This is the one place where what an answer rests on can be traced, so a query reads files and folders through
 * the repository only, and depends on nothing that can change.
 */

/** Makes a function that computes an answer once per subject. Throws if an answer needs itself. */
export function query<Subject extends object, Answer>(
  name: string,
  compute: (subject: Subject) => Answer,
): (subject: Subject) => Answer {
  const answers = new WeakMap<Subject, Answer>();
  const running = new WeakSet<Subject>();
  return (subject) => {
    const kept = answers.get(subject);
    if (kept !== undefined || answers.has(subject)) return kept as Answer;
    if (running.has(subject)) throw new Error(`The query "${name}" needs its own answer.`);
    running.add(subject);
    try {
      const answer = frozen(compute(subject));
      answers.set(subject, answer);
      return answer;
    } finally {
      running.delete(subject);
    }
  };
}

/** Makes a function that computes an answer once per subject and key, such as a repository and a path. */
export function keyedQuery<Subject extends object, Key extends string, Answer>(
  name: string,
  compute: (subject: Subject, key: Key) => Answer,
): (subject: Subject, key: Key) => Answer {
  const subjects = new WeakMap<Subject, Map<Key, Answer>>();
  const running = new WeakMap<Subject, Set<Key>>();
  return (subject, key) => {
    let answers = subjects.get(subject);
    if (!answers) {
      answers = new Map();
      subjects.set(subject, answers);
      running.set(subject, new Set());
    }
    const kept = answers.get(key);
    if (kept !== undefined || answers.has(key)) return kept as Answer;
    const keys = running.get(subject) as Set<Key>;
    if (keys.has(key)) throw new Error(`The query "${name}" needs its own answer for ${key}.`);
    keys.add(key);
    try {
      const answer = frozen(compute(subject, key));
      answers.set(key, answer);
      return answer;
    } finally {
      keys.delete(key);
    }
  };
}

/** The same for a key alone: the function is its own subject. */
export function remembered<Key extends string, Answer>(name: string, compute: (key: Key) => Answer): (key: Key) => Answer {
  const answer = keyedQuery(name, (_: object, key: Key) => compute(key));
  const subject = {};
  return (key) => answer(subject, key);
}
