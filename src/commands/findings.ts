import { appendNamed, sizeOfNamed } from "../disk/named-file.ts";
import { readLines } from "../disk/region.ts";
import type { Finding } from "../model/finding.ts";
import { repositoryPlace } from "../project/repository-place.ts";
import { reporterOf } from "../reporters/index.ts";
import type { Report } from "../reporters/reporter.ts";
import { permalinks } from "../reporters/review/permalink.ts";
import type { Invocation } from "./command.ts";

/** So many findings of one rule in one file are shown without `--verbose`; a README may hold hundreds of bare numbers. */
const MOST = 5;

/** Formats for hosts, which know files by their path from the repository's root. */
const HOSTED: readonly (string | null)[] = ["github", "gitlab", "sarif", "junit"];

/** What a report is about: findings, and for formats that also say what is right, the documents that were judged. */
export interface Reported {
  findings: readonly Finding[];
  documents?: readonly string[];
}

/** The findings as the chosen reporter prints them. */
export function report(invocation: Invocation, root: string, reported: Reported): string {
  const { reporter, verbose } = invocation.global;
  const { env, terminal } = invocation.host;
  const folder = HOSTED.includes(reporter) ? { folder: repositoryPlace(root, env).folder } : {};
  const input = { ...reported, ...folder, source: sourceOf(root), color: terminal.color };
  return reporterOf(reporter ?? "pretty")(verbose ? input : { ...input, most: MOST });
}

/** On GitHub Actions the findings as annotations, which stand behind the text; empty elsewhere and where a reporter was asked for. */
export function annotationsOf(invocation: Invocation, root: string, findings: readonly Finding[]): string {
  const { host, global, options } = invocation;
  if (!host.env.GITHUB_ACTIONS || global.json || global.reporter !== null || options.annotations === false) return "";
  const { folder } = repositoryPlace(root, host.env);
  return reporterOf("github")({ findings, folder, source: () => null, color: false });
}

/** GitHub drops a summary of more than 1,024 kB as a whole. */
const SUMMARY_BUDGET = 900_000;

/**
 * On GitHub Actions adds text to the job's summary, unless that was switched off or a format for programs was asked for.
 * `print`: the text within so many bytes, which is what others left of the room.
 */
export function addToSummary({ host, global, options }: Invocation, print: (budget: number) => string): void {
  const { GITHUB_ACTIONS, GITHUB_STEP_SUMMARY } = host.env;
  const isForPeople = !global.json && (global.reporter === null || global.reporter === "github");
  if (!GITHUB_ACTIONS || !GITHUB_STEP_SUMMARY || !isForPeople || options.summary === false) return;
  const left = SUMMARY_BUDGET - sizeOfNamed(GITHUB_STEP_SUMMARY);
  if (left < LEAST) return;
  const text = print(left);
  if (Buffer.byteLength(text) < left) appendNamed(GITHUB_STEP_SUMMARY, `${text}\n`);
}

/** With less room than this nothing worth reading can be said. */
const LEAST = 20_000;

/** The addresses of places in the commit that a job is about; none elsewhere. */
export function placeLinks({ host }: Invocation, root: string): NonNullable<Report["link"]> {
  const { folder, host: web } = repositoryPlace(root, host.env);
  const links = permalinks({ host: web, folder, version: "", again: "" }, host.env.GITHUB_SHA ?? null);
  return (place) => links.blob(place);
}

/** Reads lines of project files, for reporters; null where there is none. */
export function sourceOf(root: string): (file: string, line: number) => string | null {
  return (file, line) => {
    try {
      return readLines(root, { file, line, endLine: line })[0] ?? null;
    } catch {
      return null;
    }
  };
}
