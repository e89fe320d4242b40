import { hashText } from "../disk/hash.ts";
import type { Finding } from "../model/finding.ts";
import type { PlannedWrite } from "../model/project.ts";
import type { OutOfDate, RunChange } from "../model/review.ts";
import { outdatedFindings } from "../project/refresh.ts";
import type { Outdated } from "./state.ts";

/** What a sync would change: each region that is out of date, each file that is not there yet, and figures of other data. */
export function outdatedIn(writes: readonly PlannedWrite[], findings: readonly Finding[]): Outdated[] {
  const figures = findings.filter(({ code }) => code === "figure/out-of-date" || code === "figure/ignored-run");
  return [
    ...writes.flatMap(outdatedWrite),
    ...figures.map(({ file, line, message }) => ({
      ...nothing(file),
      line,
      wanted: hashText(message),
      found: message,
    })),
  ];
}

function outdatedWrite({ path, before, after }: PlannedWrite): Outdated[] {
  const wanted = hashText(after);
  if (before === null) return [{ ...nothing(path), wanted }];
  const regions = path.endsWith(".md") ? outdatedFindings(before, after, path) : [];
  if (regions.length === 0) return [{ file: path, region: null, wanted, ...firstDifference(before, after) }];
  return regions.map(({ line, message, found, expected }) => {
    const region = /`([^`]+)`/.exec(message)?.[1] ?? null;
    return { file: path, line, region, wanted: hashText(`${expected}\0${wanted}`), found, expected };
  });
}

/** The first line that differs, as far as both have it. */
function firstDifference(before: string, after: string): Pick<Outdated, "line" | "found" | "expected"> {
  const [old, now] = [before.split("\n"), after.split("\n")];
  const at = old.findIndex((line, index) => line !== now[index]);
  const index = at < 0 ? old.length - 1 : at;
  return { line: index + 1, found: old[index] ?? "", expected: now[index] ?? "(no such line)" };
}

function nothing(file: string): Outdated {
  return { file, line: null, region: null, wanted: "", found: null, expected: null };
}

/** What is out of date and was not so already in the same way, with the runs that it does not know of yet. */
export function newlyOutdated(
  base: readonly Outdated[],
  head: readonly Outdated[],
  runs: readonly RunChange[],
): OutOfDate[] {
  const known = new Set(base.map(keyOf));
  return head
    .filter((one) => !known.has(keyOf(one)))
    .map((one) => ({
      file: one.file,
      line: one.line,
      region: one.region,
      why: sayWhy(one, runs),
      command: "docs sync",
    }));
}

/** A file that was not made in the base either is no news, whatever it would hold. */
function keyOf({ file, region, wanted, found }: Outdated): string {
  return [file, region, found === null ? "" : wanted].join("\0");
}

const NAMED = 3;

function sayWhy(one: Outdated, runs: readonly RunChange[]): string {
  const near = runs.filter(({ place }) => isNear(one.file, place));
  const about = near.length > 0 ? near : runs;
  const named = about.slice(0, NAMED).map(({ name, kind }) => `${name} (${kind})`);
  const more = about.length > NAMED ? ` and ${about.length - NAMED} more` : "";
  const since = named.length === 0 ? "" : `it does not know of ${named.join(", ")}${more}`;
  if (one.found === null) return since === "" ? "it is not made yet" : `it is not made yet; ${since}`;
  const differs = one.expected === null ? one.found : sayDifference(plainLine(one.found), plainLine(one.expected));
  return [since, differs].filter(Boolean).join("; ");
}

/** The two texts from a little before where they part, so that the difference is in what is shown. */
function sayDifference(found: string, expected: string): string {
  if (found === expected) return "links in it point elsewhere now";
  let same = 0;
  while (found[same] === expected[same]) same += 1;
  const from = same < LONGEST / 2 ? 0 : found.lastIndexOf(" ", same - LONGEST / 4) + 1;
  return `it says \`${part(found, from)}\`, and should say \`${part(expected, from)}\``;
}

/** Whether a run lies in the folder of a document, or of its experiment. */
function isNear(file: string, place: string): boolean {
  const folder = file.slice(0, file.lastIndexOf("/") + 1);
  return folder !== "" && place.startsWith(folder);
}

const LONGEST = 100;

function part(text: string, from: number): string {
  const rest = text.slice(from);
  const cut = rest.length <= LONGEST ? rest : `${rest.slice(0, LONGEST - 1).toWellFormed()}…`;
  return from > 0 ? `… ${cut}` : cut;
}

/** Links as their texts; a back-tick would end the code that it is shown as. */
function plainLine(text: string): string {
  return text
    .replace(/!?\[([^\][]*)\](?:\([^)]*\)|\[[^\]]*\])/g, "$1")
    .replaceAll("`", "")
    .trim();
}
