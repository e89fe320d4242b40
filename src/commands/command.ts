import { UsageError } from "../errors.ts";
import type { Finding } from "../model/finding.ts";

/** The outside world as a command sees it. Only cli.ts makes one; tests may pass their own. */
export interface Host {
  cwd: string;
  env: Readonly<Record<string, string | undefined>>;
  pid: number;
  /** The version of Node, without a `v`. */
  node: string;
  isAlive(pid: number): boolean;
  /** Whether standard output and standard error are terminals, and whether colour is wanted on each. */
  terminal: { stdout: boolean; stderr: boolean; color: boolean };
  /** Progress and warnings, one line each, to standard error. */
  say(line: string): void;
  /** Called when the user interrupts; returns the function that stops listening. */
  onInterrupt(listener: () => void): () => void;
}

/** Options that every command has. */
export interface GlobalOptions {
  json: boolean;
  reporter: string | null;
  quiet: boolean;
  verbose: boolean;
  config: string | null;
}

/** A call of a command: its arguments in order, its options by their long name in camelCase, and every command there is. */
export interface Invocation {
  commands: readonly Command[];
  args: readonly string[];
  options: Readonly<Record<string, string | boolean | string[] | undefined>>;
  global: GlobalOptions;
  host: Host;
}

/**
 * What came of it. `text` is printed to standard output as it is; with `--json` the CLI prints `json` instead, with
 * `schemaVersion`, `ok` and `findings` added.
 *
 * - `annotations`: commands to the runner of a job, printed behind the text. In the text itself nothing is one: there, what logs and
 *   file names say is kept from being taken for a command.
 *
 * Exit codes: 0 ok · 1 findings, or would change · 2 usage, configuration or our bug · 3 some input could not be read.
 */
export interface Outcome {
  exit: 0 | 1 | 2 | 3;
  text: string;
  json: Record<string, unknown>;
  findings: readonly Finding[];
  annotations?: string;
}

/** An option as commander writes it: `--top <n>`, with its help text. */
export type OptionSpec = readonly [flags: string, description: string];

/**
 * One command. To add one: write `<name>.ts` beside this file with a `run`, and add an entry to the list in index.ts.
 *
 * - `name`: `runs list` for a subcommand.
 * - `args`: as commander writes them: `[paths...]`, `<experiment>`.
 * - `notes`: what its help says below the options.
 * - `load`: imports the implementation, only when it is called.
 */
export interface Command {
  name: string;
  args: string;
  summary: string;
  options: readonly OptionSpec[];
  notes?: string | undefined;
  load(): Promise<{ run(invocation: Invocation): Promise<Outcome> }>;
}

/** The option's text, or null. */
export function textOption(invocation: Invocation, name: string): string | null {
  const value = invocation.options[name];
  return typeof value === "string" ? value : null;
}

/** What `--format` asks for, the first of `formats` by default. Throws a UsageError that names them for another one. */
export function formatOption(invocation: Invocation, formats: readonly [string, ...string[]]): string {
  const format = textOption(invocation, "format") ?? formats[0];
  if (formats.includes(format)) return format;
  throw new UsageError(`there is no format \`${format}\``, `There are: ${formats.join(", ")}.`);
}

/** Whether a flag is set. */
export function flag(invocation: Invocation, name: string): boolean {
  return invocation.options[name] === true;
}

/** Where progress goes: plain lines to standard error, also in continuous integration; nowhere with --quiet or --json. */
export function progressOf({ global, host }: Invocation): (line: string) => void {
  return global.quiet || global.json ? () => {} : host.say;
}
