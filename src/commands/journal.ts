import { UsageError } from "../errors.ts";
import type { JournalEntry, JournalTag } from "../model/journal.ts";
import { isOpen } from "../model/journal.ts";
import type { CompiledExperiment } from "../model/project.ts";
import { notesIn } from "../project/traces.ts";
import { visible } from "../reporters/width.ts";
import type { Invocation, Outcome } from "./command.ts";
import { flag, textOption } from "./command.ts";
import type { OpenRuns } from "./selection.ts";
import { openRuns } from "./selection.ts";

const TAGS: readonly JournalTag[] = ["WEIRD", "HUNCH", "TODO", "RESOLVED"];

/** `docs journal`: the entries of each experiment, those with an open [TODO] or [WEIRD] first. */
export async function run(invocation: Invocation): Promise<Outcome> {
  const tag = tagOf(textOption(invocation, "tag"));
  const open = await openRuns(invocation, invocation.args);
  const fits = (entry: JournalEntry) =>
    (tag === null || entry.tags.includes(tag)) && (!flag(invocation, "open") || isOpen(entry));
  const journals = open.experiments.flatMap((compiled) => {
    const entries = compiled.experiment.journal?.entries.filter(fits) ?? [];
    return entries.length === 0 ? [] : [{ compiled, entries }];
  });
  const entries = journals.flatMap(({ compiled, entries: own }) =>
    own.map((entry) => ({ experiment: compiled.experiment.id, open: isOpen(entry), ...entry })),
  );
  const said = journals.map(({ compiled, entries: own }) => blockOf(compiled, own)).join("\n");
  return {
    exit: 0,
    text: said === "" ? sayNothing(open) : said,
    json: { entries },
    findings: open.findings,
  };
}

function sayNothing({ experiments, project }: OpenRuns): string {
  const kept = experiments.flatMap(({ experiment }) => experiment.journal ?? []);
  if (kept.length > 0)
    return kept.some((journal) => journal.entries.length > 0) ? "no entry fits\n" : "there are no entries yet\n";
  const latest = experiments.at(-1);
  if (latest !== undefined) return `there is no JOURNAL.md; write ${visible(latest.experiment.dir)}/JOURNAL.md\n`;
  const [loose] = notesIn(project.tree).journals;
  if (loose === undefined) return "there is no JOURNAL.md; `docs new experiment <name>` makes one\n";
  return `${visible(loose)} belongs to no experiment, so it is not read: that needs runs/<run>/ beside it\n`;
}

function tagOf(text: string | null): JournalTag | null {
  if (text === null) return null;
  const tag = TAGS.find((one) => one === text.replace(/[[\]]/g, "").toUpperCase());
  if (tag === undefined) throw new UsageError(`there is no tag \`${text}\``, `There are: ${TAGS.join(", ")}.`);
  return tag;
}

function blockOf({ experiment }: CompiledExperiment, entries: readonly JournalEntry[]): string {
  const [waiting, others] = [entries.filter(isOpen), entries.filter((entry) => !isOpen(entry))];
  const parts = [`${visible(experiment.title)} (${experiment.id})\n`];
  if (waiting.length > 0) parts.push(`Open (${waiting.length})\n`, ...waiting.map(entryText));
  if (others.length > 0) parts.push(waiting.length > 0 ? `Others (${others.length})\n` : "", ...others.map(entryText));
  return parts.filter((text) => text !== "").join("\n");
}

function entryText(entry: JournalEntry): string {
  const resolved = entry.resolvedBy === null ? "" : `  resolved by ${entry.resolvedBy}`;
  const head = `${entry.at}  ${entry.tags.map((tag) => `[${tag}]`).join(" ")}  ${entry.file}:${entry.line}${resolved}`;
  const body = [entry.title, ...entry.text.split(/\r?\n/)].filter((line, index) => index > 0 || line !== "");
  const lines = body.map((line) => (line === "" ? "" : `  ${visible(line)}`));
  return `${[visible(head.replace(/ {3,}/g, "  ")), ...lines].join("\n")}\n`;
}
