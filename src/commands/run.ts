import { resolve } from "node:path";
import type { Command as Program } from "commander";
import { codeOf, messageOf, UsageError } from "../errors.ts";
import { didYouMean, nearestNames } from "../model/nearest.ts";
import { inertJson, inertLog } from "../reporters/log-line.ts";
import type { Command, GlobalOptions, Host, Invocation, Outcome } from "./command.ts";
import { commands } from "./index.ts";

/** What a call prints to standard output, and the exit code. Everything else has gone to `host.say`. */
export interface Printed {
  exit: number;
  text: string;
}

/**
 * Runs a command line: argv without `node` and the script. Never throws: mistakes are told with what to do (exit 2), and what
 * nobody expected is told with its stack (exit 2).
 */
export async function run(argv: readonly string[], given: Host): Promise<Printed> {
  const host = isJob(given) ? { ...given, say: (line: string) => given.say(inertLog(line)) } : given;
  try {
    const called = await parse(argv, host);
    if ("text" in called) return called;
    const { run: execute } = await called.command.load();
    const outcome = await execute(called.invocation);
    return { exit: outcome.exit, text: printed(called.invocation, outcome) };
  } catch (error) {
    return failed(error, argv, host);
  }
}

/** What goes to standard output. In the log of a job nothing that a log or a file name says is a command to its runner. */
function printed({ global, host, options }: Invocation, outcome: Outcome): string {
  const { text, annotations = "" } = outcome;
  if (global.json) return inertJson(asJson(outcome));
  const isData = options.format !== undefined || !READ_BY_PEOPLE.includes(global.reporter ?? "pretty");
  return (isJob(host) && !isData ? inertLog(text) : text) + annotations;
}

/** Other formats are read by programs, and make sure of that themselves. */
const READ_BY_PEOPLE: readonly string[] = ["pretty", "compact", "markdown", "comment", "summary"];

function isJob({ env }: Host): boolean {
  return Boolean(env.GITHUB_ACTIONS || env.TF_BUILD);
}

/** System errors that are about the machine and not about us: permissions, and a disk that is full or broken. */
const REFUSALS = new Set(["EACCES", "EDQUOT", "EIO", "EMFILE", "ENOSPC", "EPERM", "EROFS"]);

function failed(thrown: unknown, argv: readonly string[], host: Host): Printed {
  const refused = REFUSALS.has(codeOf(thrown) ?? "");
  const error = refused ? new UsageError(messageOf(thrown), "Check permissions and free space there.") : thrown;
  const usage = error instanceof UsageError;
  const message = usage
    ? error.message
    : `this is a bug in labdocs: ${error instanceof Error ? error.stack : String(error)}`;
  const help = usage ? error.help : "Please report it with the command you ran.";
  if (argv.includes("--json")) {
    const json = { schemaVersion: 1, ok: false, error: usage ? message : messageOf(error), help, findings: [] };
    return { exit: 2, text: `${JSON.stringify(json, null, 2)}\n` };
  }
  host.say(`error: ${message}\n  help: ${help}`);
  return { exit: 2, text: "" };
}

function asJson(outcome: Outcome): string {
  const { exit, json, findings } = outcome;
  return `${JSON.stringify({ schemaVersion: 1, ok: exit === 0, ...json, findings }, replaceNonFinite, 2)}\n`;
}

/** JSON has no NaN and no infinities; Python and JavaScript both read these words. */
function replaceNonFinite(_key: string, value: unknown): unknown {
  return typeof value === "number" && !Number.isFinite(value) ? String(value) : value;
}

/** For somebody who sees the list of commands for the first time. */
const START = "\nStart with `docs doctor`: it says what was found here and what to do next.\n";

type Called = Printed | { command: Command; invocation: Invocation };

async function parse(argv: readonly string[], host: Host): Promise<Called> {
  const { Command: Commander, CommanderError } = await import("commander");
  const printed: string[] = [];
  const complaints: string[] = [];
  let called: Called | null = null;
  const program = new Commander("docs");
  const output = {
    writeOut: (text: string) => void printed.push(text),
    writeErr: (text: string) => void complaints.push(text),
  };
  program.description("Living documentation for machine-learning experiments: every number opens its log line.");
  program.configureOutput(output).exitOverride().showHelpAfterError("(docs --help lists everything)");
  program.enablePositionalOptions(false).addHelpText("after", ({ command }) => (command === program ? START : ""));
  const add = (command: Command, invocation: Invocation) => {
    called = { command, invocation };
  };
  for (const command of commands) declare(program, command, { host, add });
  addGlobals(program);
  program.option("-V, --version", "print the version");
  try {
    program
      .usage("[options] [command]")
      .argument("[command]")
      .action((given?: string) => {
        if (given !== undefined) throw unknownCommand(given);
      });
    await program.parseAsync([...argv], { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    for (const text of complaints) host.say(text.trimEnd());
    return { exit: error.exitCode === 0 ? 0 : 2, text: printed.join("") };
  }
  if (called !== null) return called;
  if (program.opts().version === true) return { exit: 0, text: `${await version()}\n` };
  return { exit: 0, text: `${program.helpInformation()}${START}` };
}

function declare(
  program: Program,
  command: Command,
  input: { host: Host; add: (command: Command, invocation: Invocation) => void },
): void {
  const [first = "", second] = command.name.split(" ");
  const parent = second === undefined ? program : group(program, first);
  const sub = parent.command(`${second ?? first} ${command.args}`.trim()).description(command.summary);
  sub.copyInheritedSettings(program);
  for (const [flags, description] of command.options) sub.option(flags, description);
  if (command.notes !== undefined) sub.addHelpText("after", `\n${command.notes}`);
  addGlobals(sub);
  sub.action((...given: unknown[]) => {
    const options = { ...program.opts(), ...sub.opts() } as Invocation["options"];
    const args = given
      .slice(0, -2)
      .flat()
      .filter((one): one is string => typeof one === "string");
    input.add(command, { commands, args, options, global: globalsOf(options), host: withFolder(input.host, options) });
  });
}

const GROUPS: Record<string, string> = { new: "make an experiment or a run", runs: "list, show and search runs" };

function group(program: Program, name: string): Program {
  const known = program.commands.find((one) => one.name() === name);
  if (known !== undefined) return known;
  const made = program.command(name).description(GROUPS[name] ?? "");
  made.copyInheritedSettings(program);
  return made;
}

function unknownCommand(given: string): UsageError {
  const names = [...new Set(commands.map((command) => command.name.split(" ")[0] ?? ""))];
  const near = nearestNames(given, names);
  const help = near.length > 0 ? didYouMean(near) : "`docs --help` lists all commands.";
  return new UsageError(`there is no command \`${given}\``, help);
}

function addGlobals(program: Program): void {
  program.option("--json", "print JSON");
  program.option("--reporter <name>", "pretty, compact, json, github, gitlab, sarif, junit or markdown");
  program.option("-q, --quiet", "print only what is wrong");
  program.option("-v, --verbose", "print more");
  program.option("-C, --cwd <folder>", "work there");
  program.option("-c, --config <file>", "configuration file");
  program.option("--no-color", "no colours");
}

function globalsOf(options: Invocation["options"]): GlobalOptions {
  const text = (value: unknown) => (typeof value === "string" ? value : null);
  return {
    json: options.json === true,
    reporter: text(options.reporter),
    quiet: options.quiet === true,
    verbose: options.verbose === true,
    config: text(options.config),
  };
}

function withFolder(host: Host, options: Invocation["options"]): Host {
  const cwd = options.cwd;
  const color = host.terminal.color && options.color !== false;
  return {
    ...host,
    cwd: typeof cwd === "string" ? resolve(host.cwd, cwd) : host.cwd,
    terminal: { ...host.terminal, color },
  };
}

async function version(): Promise<string> {
  const { packageVersion } = await import("../disk/package.ts");
  return packageVersion();
}
