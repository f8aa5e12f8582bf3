import { patternWith } from '../../text/escape';

/** What is shown in place of a secret. */
const stars = '***';

/** Names of variables that hold secrets. `MAX_TOKENS`, `TOKENIZERS_PARALLELISM` and `SSH_AUTH_SOCK` don't. */
const secretName =
  /(?:^|_)(?:TOKEN|(?:API|ACCESS|SECRET|PRIVATE|ENCRYPTION|SIGNING|ACCOUNT|AUTH)_?KEY|SECRETS?|PASS|PASSWORD|PASSWD|PASSPHRASE|PWD|CREDENTIALS?|AUTH|DSN)(?:$|_(?!(?:ID|FILE|PATH|DIR|SOCK|URL|TYPE)$))/i;

/**
 * Keys that can be recognized by their form: of Hugging Face, OpenAI and Anthropic, GitHub, GitLab, AWS, Google, Groq, Replicate, Slack,
 * and JSON Web Tokens, by the documentation of who gives them out.
 */
const byForm =
  /(?<![A-Za-z0-9])(?:hf_[A-Za-z0-9]{8,}|sk-[\w-]{16,}|gh[pousr]_[A-Za-z0-9]{20,}|github_pat_\w{20,}|glpat-[\w-]{16,}|A(?:KIA|SIA)[A-Z0-9]{16}|AIza[\w-]{30,}|gsk_[A-Za-z0-9]{20,}|r8_[A-Za-z0-9]{20,}|xox[abprs]-[\w-]{10,}|eyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,})/g;
/** `https://user:password@host`, `Authorization: Bearer …`. */
const inUrl = /(\/\/[^\s/:@]{0,100}:)[^\s/@]{1,200}(?=@)/g;
const inHeader = /(\b(?:Bearer|Basic)\s+)[\w+/=.~-]{8,}/gi;
/** `NAME=value`, `name: value`, `"name": "value"`, `--name value`. */
const assigned = /(?<!\w)([A-Za-z_][\w-]{0,80})(["']?\s?[=:]\s?["']?)([^\s"',;&]{4,})/g;

/** Words of a tokenizer, which are no secrets; and folders. */
const harmlessName =
  /^(?:OLD)?PWD$|(?:^|_)(?:pad|eos|bos|unk|cls|sep|mask|image|special|stop|next|new|max|min|num|per|first|last)_token/i;

/** Whether a variable of this name holds a secret. */
export function isSecretName(name: string): boolean {
  const plain = name.replaceAll('-', '_');
  return secretName.test(plain) && !harmlessName.test(plain);
}

/** Gives the text of a log, a command line, or a message without its secrets. */
export type Mask = (text: string) => string;

/** Shorter values are words such as `test` that are no secrets, and whose absence would garble a text. */
const shortestSecret = 6;

/**
 * Hides secrets in text that is shown: what has the form of a key, what is assigned to a name of a secret, what stands in a URL before its
 * host, and wherever they occur the values of the given variables whose names are those of secrets.
 */
export function createMask(...environments: readonly Iterable<readonly [string, string | undefined]>[]): Mask {
  const known = environments
    .flatMap((environment) => [...environment])
    .flatMap(([name, value = '']) => (isSecretName(name) ? [value, ...linesOf(value)] : []))
    .filter((value) => value.length >= shortestSecret);
  const values = [...new Set(known)].sort((a, b) => b.length - a.length);
  const byValue = values.length === 0 ? undefined : patternWith('g')`${values}`;
  return (text) => {
    const without = byValue === undefined ? text : text.replace(byValue, stars);
    return without
      .replace(byForm, stars)
      .replace(inUrl, `$1${stars}`)
      .replace(inHeader, `$1${stars}`)
      .replace(assigned, (whole, name: string, sign: string, _value: string) =>
        isSecretName(name) ? `${name}${sign}${stars}` : whole,
      );
  };
}

/** A log is passed on line by line, so the lines of a key count, without those that frame it. */
const linesOf = (value: string): readonly string[] => {
  const lines = value.split(/\r\n|[\r\n]/).map((line) => line.trim());
  return lines.length > 1 ? lines.filter((line) => !line.startsWith('-----')) : [];
};

/** The value of a variable as it may be shown. */
export const maskedValue = (name: string, value: string, mask: Mask): string => (isSecretName(name) ? stars : mask(value));

/** Plain data, all of whose texts are without secrets. */
export function masked<Value>(value: Value, mask: Mask): Value {
  const inner = (each: unknown): unknown => {
    if (typeof each === 'string') return mask(each);
    if (Array.isArray(each)) return each.map(inner);
    if (typeof each !== 'object' || each === null) return each;
    return Object.fromEntries(Object.entries(each).map(([key, part]) => [key, inner(part)]));
  };
  return inner(value) as Value;
}
