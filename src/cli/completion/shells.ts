/** What can be completed after one command. */
export interface Completed {
  /** Its words, such as `config print`. */
  readonly words: readonly string[];
  readonly summary: string;
  readonly flags: readonly CompletedFlag[];
  /** What its arguments can be, besides files. */
  readonly values: readonly string[];
}

export interface CompletedFlag {
  readonly name: string;
  readonly char?: string;
  readonly summary: string;
  readonly takesValue: boolean;
  readonly values: readonly string[];
}

/** Words that no shell reads anything into: names of commands, flags, values, and rules. */
const list = (words: readonly string[]): string => words.filter((word) => /^[\w@%+=:,./-]+$/.test(word)).join(' ');

const flagWords = ({ flags }: Completed): string =>
  list(flags.flatMap(({ name, char }) => [`--${name}`, ...(char === undefined ? [] : [`-${char}`])]));

const spelled = ({ name, char }: CompletedFlag): readonly string[] => [`--${name}`, ...(char === undefined ? [] : [`-${char}`])];

const topicsOf = (commands: readonly Completed[]): readonly string[] => [
  ...new Set(commands.filter(({ words }) => words.length > 1).map(({ words }) => words[0] ?? '')),
];

const firstWords = (commands: readonly Completed[]): string =>
  list([...new Set(commands.map(({ words }) => words[0] ?? ''))].sort());

/** A function for `complete`, in Bash 3.2, which macOS has. */
export function bash(commands: readonly Completed[]): string {
  const topics = topicsOf(commands);
  const second = (topic: string): string =>
    list(commands.filter(({ words }) => words[0] === topic).map(({ words }) => words[1] ?? ''));
  const valued = commands.flatMap((command) =>
    command.flags
      .filter(({ takesValue }) => takesValue)
      .map(
        (flag) =>
          `    ${spelled(flag)
            .map((word) => `'${command.words.join(' ')} ${word}'`)
            .join('|')}) ${flag.values.length > 0 ? `_cvl_words '${list(flag.values)}'` : '_cvl_files'}; return ;;`,
      ),
  );
  return `# Completion of cvl for Bash: source <(cvl completion bash)
_cvl_words() { COMPREPLY=($(compgen -W "$1" -- "$current")); }
_cvl_files() {
  local IFS=$'\\n'
  COMPREPLY=($(compgen -f -- "$current"))
  compopt -o filenames 2>/dev/null
}
_cvl() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]} command=\${COMP_WORDS[1]}
  COMPREPLY=()
  if ((COMP_CWORD == 1)); then _cvl_words '${firstWords(commands)} help'; return; fi
  case $command in
${topics.map((topic) => `    ${topic}) if ((COMP_CWORD == 2)); then _cvl_words '${second(topic)}'; return; fi; command="$command \${COMP_WORDS[2]}" ;;`).join('\n')}
    help) _cvl_words '${firstWords(commands)}'; return ;;
  esac
  case "$command $previous" in
${valued.join('\n')}
  esac
  case $command in
${commands
  .map(
    (command) =>
      `    '${command.words.join(' ')}') if [[ $current == -* ]]; then _cvl_words '${flagWords(command)}'; ${command.values.length > 0 ? `else _cvl_words '${list(command.values)}'` : 'else _cvl_files'}; fi ;;`,
  )
  .join('\n')}
  esac
}
complete -F _cvl cvl
`;
}

/** Zsh runs the completions of Bash. */
export const zsh = (commands: readonly Completed[]): string =>
  `autoload -U compinit bashcompinit\n(( $+functions[compdef] )) || compinit\nbashcompinit\n${bash(commands).replace('Bash: source <(cvl completion bash)', 'Zsh: source <(cvl completion zsh)')}`;

/** A line for each command, flag, and value. */
export function fish(commands: readonly Completed[]): string {
  const quoted = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`;
  const lines = commands.flatMap(({ words, summary, flags, values }) => {
    const [first = '', second] = words;
    const here =
      second === undefined
        ? `__fish_seen_subcommand_from ${first}`
        : `__fish_seen_subcommand_from ${first}; and __fish_seen_subcommand_from ${second}`;
    const before =
      second === undefined
        ? '__fish_use_subcommand'
        : `__fish_seen_subcommand_from ${first}; and not __fish_seen_subcommand_from ${second}`;
    return [
      `complete -c cvl -f -n ${quoted(before)} -a ${second ?? first} -d ${quoted(summary)}`,
      ...(values.length > 0 ? [`complete -c cvl -f -n ${quoted(here)} -a ${quoted(list(values))}`] : []),
      ...flags.map(({ name, char, takesValue, values: allowed, summary: about }) =>
        [
          `complete -c cvl -n ${quoted(here)} -l ${name}`,
          ...(char === undefined ? [] : [`-s ${char}`]),
          ...(takesValue ? ['-r'] : []),
          ...(allowed.length > 0 ? ['-f', `-a ${quoted(list(allowed))}`] : []),
          `-d ${quoted(about)}`,
        ].join(' '),
      ),
    ];
  });
  const topics = topicsOf(commands).map((topic) => `complete -c cvl -f -n __fish_use_subcommand -a ${topic}`);
  return `# Completion of cvl for fish: cvl completion fish | source\n${[...topics, ...lines].join('\n')}\n`;
}
