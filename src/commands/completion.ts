import { UsageError } from "../errors.ts";
import type { Command, Invocation, Outcome } from "./command.ts";

const SHELLS: Record<string, (entries: readonly Entry[]) => string> = { bash, zsh, fish };

/** What may follow some words: the next words, or options. */
interface Entry {
  words: string;
  next: { text: string; description: string }[];
}

const GLOBALS: readonly (readonly [string, string])[] = [
  ["--json", "print JSON"],
  ["--reporter", "how findings are printed"],
  ["--quiet", "print only what is wrong"],
  ["--verbose", "print more"],
  ["--cwd", "work there"],
  ["--config", "configuration file"],
  ["--no-color", "no colours"],
  ["--help", "show help"],
];

/** `docs completion`: a script that completes commands and options in bash, zsh or fish. */
export async function run(invocation: Invocation): Promise<Outcome> {
  const shell = invocation.args[0] ?? "";
  const print = Object.hasOwn(SHELLS, shell) ? SHELLS[shell] : undefined;
  if (print === undefined)
    throw new UsageError(`there is no completion for \`${shell}\``, `There are: ${Object.keys(SHELLS).join(", ")}.`);
  const text = print(entriesOf(invocation.commands));
  return { exit: 0, text, json: { shell, script: text }, findings: [] };
}

function entriesOf(commands: readonly Command[]): Entry[] {
  const entries = new Map<string, Entry["next"]>([["", []]]);
  for (const { name, summary, options } of commands) {
    const [first = "", second] = name.split(" ");
    const top = entries.get("") ?? [];
    if (!top.some((one) => one.text === first)) {
      top.push({
        text: first,
        description:
          second === undefined
            ? summary
            : commands
                .filter((one) => one.name.startsWith(`${first} `))
                .map((one) => one.name.split(" ")[1])
                .join(", "),
      });
    }
    if (second !== undefined)
      entries.set(first, [...(entries.get(first) ?? []), { text: second, description: summary }]);
    const own = options.map(([flags, description]) => ({ text: longName(flags), description }));
    entries.set(name, [...own, ...GLOBALS.map(([text, description]) => ({ text, description }))]);
  }
  return [...entries].map(([words, next]) => ({ words, next }));
}

/** `--top` of `-t, --top <n>`. */
function longName(flags: string): string {
  return /--[\w-]+/.exec(flags)?.[0] ?? flags;
}

function bash(entries: readonly Entry[]): string {
  const cases = entries.map(
    ({ words, next }) => `    ${quoted(words)}) words=${quoted(next.map((one) => one.text).join(" "))} ;;`,
  );
  return `# bash completion of labdocs: source <(docs completion bash)
_labdocs() {
  local current="\${COMP_WORDS[COMP_CWORD]}" said="" word words=""
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$word" in -*) ;; *) said="\${said:+$said }$word" ;; esac
    case "$said" in *" "*" "*) said="\${said% *}" ;; esac
  done
  case "$said" in
${cases.join("\n")}
    *) case "\${said%% *}" in
${entries
  .filter(({ words }) => words !== "" && !words.includes(" "))
  .map(({ words, next }) => `      ${words}) words=${quoted(next.map((one) => one.text).join(" "))} ;;`)
  .join("\n")}
    esac ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
  if [ \${#COMPREPLY[@]} -eq 0 ]; then COMPREPLY=($(compgen -f -- "$current")); fi
}
complete -o filenames -F _labdocs docs labdocs
`;
}

function zsh(entries: readonly Entry[]): string {
  const cases = entries.map(({ words, next }) => {
    const list = next.map((one) => quoted(`${one.text}:${one.description}`)).join(" ");
    return `    ${quoted(words)}) list=(${list}) ;;`;
  });
  return `#compdef docs labdocs
# zsh completion of labdocs: source <(docs completion zsh)
_labdocs() {
  local -a said list
  local word
  for word in "\${(@)words[2,CURRENT-1]}"; do
    [[ $word == -* ]] || said+=("$word")
  done
  local key="\${(j: :)said[1,2]}"
  case "$key" in
${cases.join("\n")}
    *) case "\${said[1]}" in
${entries
  .filter(({ words }) => words !== "" && !words.includes(" "))
  .map(
    ({ words, next }) =>
      `      ${words}) list=(${next.map((one) => quoted(`${one.text}:${one.description}`)).join(" ")}) ;;`,
  )
  .join("\n")}
    esac ;;
  esac
  _describe 'labdocs' list
  _files
}
compdef _labdocs docs labdocs
`;
}

function fish(entries: readonly Entry[]): string {
  const lines = entries.flatMap(({ words, next }) => {
    const when =
      words === ""
        ? "__fish_use_subcommand"
        : words
            .split(" ")
            .map((word) => `__fish_seen_subcommand_from ${word}`)
            .join("; and ");
    return next.map(({ text, description }) => {
      const what = text.startsWith("--") ? `-l ${text.slice(2)}` : `-f -a ${text}`;
      return `complete -c docs -n ${quoted(when)} ${what} -d ${quoted(description)}`;
    });
  });
  return `# fish completion of labdocs: docs completion fish | source
${lines.join("\n")}
complete -c labdocs -w docs
`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\\\''")}'`;
}
