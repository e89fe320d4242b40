import type { PageOf, Phrase } from "../contract/index.ts";
import { showHidden } from "../markdown/escape.ts";
import type { CompiledExperiment } from "../model/project.ts";
import type { Param, Run } from "../model/run.ts";
import { shellWord } from "./shell-word.ts";
import type { View } from "./view.ts";
import { evidenceText, sourceLink } from "./view.ts";

/** Names under which tools and people keep how a run was started. */
const COMMAND = /(?:^|[./_])(?:command|command_?line|cmd|cmd_?line|cli|argv|args_?line)$/i;
const PROGRAM = /(?:^|[./_])(?:program|code_?path|mainfile|entry_?point|main_?script|script)$/i;
/** What MLflow keeps of the program: a file, or the folder of a project, which is none. */
const SOURCE = /(?:^|[./_])source(?:\.name)?$/i;
const RUNNABLE = /\.(?:py|sh|R|jl)$/i;
const PART = /^(.*(?:command|cmd|argv))[.[](\d+)\]?$/i;
const LONGEST = 2000;
const MOST_SCRIPTS = 4;

/** How a run can be started again, as far as that was recorded; `text` is null when nothing was. */
export function reproductionOf(run: Run, view: View): PageOf<"run">["reproduction"] {
  const checkout =
    run.gitCommit !== null && /^[0-9a-f]{7,64}$/i.test(run.gitCommit) ? [`git checkout ${run.gitCommit}`] : [];
  const stated = [...run.environment, ...run.params];
  const command = stated.find((one) => COMMAND.test(one.name) && isText(one)) ?? null;
  const parts = command === null ? partsOf(stated) : [];
  const source = command ?? parts[0];
  if (source !== undefined) {
    const line =
      command === null ? parts.map((one) => shellWord(one.evidence.literal)).join(" ") : command.evidence.literal;
    const program = stated.find((one) => isProgram(one) && one !== command);
    const isBare = program !== undefined && !line.includes(program.evidence.literal);
    const how = isBare ? [", the program as ", evidenceText(program.name, program.evidence, view)] : [];
    return {
      text: [...checkout, clean(isBare ? `${program.evidence.literal} ${line}` : line)].join("\n"),
      note: ["Recorded as ", evidenceText(source.name, source.evidence, view), ...how, "."],
    };
  }
  const overrides = run.files.find((file) => file.endsWith("/overrides.yaml"));
  const program = stated.find(
    (one) => isProgram(one) || (SOURCE.test(one.name) && RUNNABLE.test(one.evidence.literal)),
  );
  if (run.tracker === "hydra" || overrides !== undefined)
    return fromOverrides(run, view, { checkout, overrides, program });
  return program === undefined ? fromScript(view, checkout) : fromProgram(program, view, checkout);
}

function isProgram(param: Param): boolean {
  return PROGRAM.test(param.name) && isText(param);
}

/** How a recorded program is started; a path of Windows is one that every system takes. */
function startOf({ evidence }: Param): string {
  const path = shellWord(evidence.literal.replaceAll("\\", "/"));
  return /\.py$/i.test(evidence.literal) ? `python ${path}` : path;
}

function fromProgram(program: Param, view: View, checkout: string[]): PageOf<"run">["reproduction"] {
  const recorded = evidenceText(program.name, program.evidence, view);
  const note: Phrase = ["The program was recorded as ", recorded, "; its arguments were not."];
  return { text: clean([...checkout, startOf(program)].join("\n")), note };
}

/** Hydra records what was overridden, and not of which program; another tracker of the run may have recorded that. */
function fromOverrides(
  run: Run,
  view: View,
  { checkout, overrides, program }: { checkout: string[]; overrides: string | undefined; program: Param | undefined },
): PageOf<"run">["reproduction"] {
  const own = overrides === undefined ? [] : run.params.filter((one) => one.evidence.file === overrides);
  const text = own.map((one) => shellWord(`${one.name}=${one.evidence.literal}`)).join(" ");
  const link = overrides === undefined ? null : sourceLink({ file: overrides, line: null }, view);
  if (text === "" && program !== undefined) return fromProgram(program, view, checkout);
  if (text === "")
    return { text: checkout[0] ?? null, note: ["Hydra recorded no override, and no command was recorded."] };
  return {
    text: clean([...checkout, `${program === undefined ? "python …" : startOf(program)} ${text}`].join("\n")),
    note: [
      "The overrides that Hydra recorded",
      ...(link === null ? [] : [" in ", link]),
      ...(program === undefined
        ? ["; the program is not recorded."]
        : [", of the program recorded as ", evidenceText(program.name, program.evidence, view), "."]),
    ],
  };
}

function fromScript(view: View, checkout: string[]): PageOf<"run">["reproduction"] {
  const script = onlyScript(view.compiled);
  if (script === null) return { text: checkout[0] ?? null, note: unknownCommand(view) };
  const link = sourceLink({ file: script.path, line: null }, view) ?? script.path;
  const runner = script.dependencies.length > 0 ? "uv run" : "python";
  return {
    text: clean([...checkout, `${runner} ${shellWord(script.path)}`].join("\n")),
    note: [
      "No command was recorded. ",
      link,
      " is the only script of the experiment; how it takes the parameters is not known.",
    ],
  };
}

/** What there is to go by, and what to keep so that the next run can be started from its page. */
function unknownCommand(view: View): Phrase {
  const { scripts } = view.compiled.experiment;
  const links = scripts.slice(0, MOST_SCRIPTS).flatMap(({ path }, at): Phrase => {
    return [at === 0 ? "" : ", ", sourceLink({ file: path, line: null }, view) ?? path];
  });
  const more = scripts.length > MOST_SCRIPTS ? ` and ${scripts.length - MOST_SCRIPTS} more` : "";
  const which: Phrase =
    links.length === 0 ? [] : [" The experiment has ", ...links, `${more}; which of them made it is not known.`];
  return [
    "No command was recorded for this run.",
    ...which,
    " A parameter called command would stand here, ready to be copied.",
  ];
}

function onlyScript({ experiment }: CompiledExperiment): CompiledExperiment["experiment"]["scripts"][number] | null {
  return experiment.scripts.length === 1 ? (experiment.scripts[0] ?? null) : null;
}

function isText({ value }: Param): boolean {
  return typeof value === "string" && value.trim() !== "";
}

/** A command that was recorded word by word: `argv.0`, `argv.1` … */
function partsOf(stated: readonly Param[]): Param[] {
  const found = stated.flatMap((param) => {
    const [, base = "", at = ""] = PART.exec(param.name) ?? [];
    return base === "" ? [] : [{ base, at: Number(at), param }];
  });
  const base = found[0]?.base;
  return found
    .filter((one) => one.base === base)
    .sort((a, b) => a.at - b.at)
    .map((one) => one.param);
}

/** A command is copied and run: what hides in it is shown. */
function clean(text: string): string {
  const shown = text.split("\n").map(showHidden).join("\n");
  return shown.length <= LONGEST ? shown : `${shown.slice(0, LONGEST).toWellFormed()}…`;
}
