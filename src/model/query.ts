/**
 * Remembered answers. What the model answers, and what a plugin works out for several rules, is a query: a named function of a subject
 * (a repository, an example, a launch, a table of options) whose answer is kept for as long as the subject itself. It is the only
 * mechanism that keeps answers, so that what an answer rests on can be traced in one place. A query reads files and folders through
 * the repository only, and gives the same answer whenever it is asked.
 */

/** A function of one subject that is computed once for each. Throws where an answer needs itself. */
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
      const answer = compute(subject);
      answers.set(subject, answer);
      return answer;
    } finally {
      running.delete(subject);
    }
  };
}

/** The same of a subject and a key, such as a repository and a path: computed once for each key of each subject. */
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
      const answer = compute(subject, key);
      answers.set(key, answer);
      return answer;
    } finally {
      keys.delete(key);
    }
  };
}

/** The same of a key alone, for a reader that belongs to nothing but itself. */
export function remembered<Key extends string, Answer>(name: string, compute: (key: Key) => Answer): (key: Key) => Answer {
  const answer = keyedQuery(name, (_: object, key: Key) => compute(key));
  const subject = {};
  return (key) => answer(subject, key);
}
