import { excerptPath } from "../claims/excerpt.ts";
import { parseAddress } from "../claims/text/address.ts";
import { fileSize, isFile, isInside, readRange } from "../disk/file.ts";
import type { IgnoreRule } from "../disk/git.ts";
import { gitIgnoreRules, gitTracked } from "../disk/git.ts";
import { repositoryFolder } from "../disk/history.ts";
import type { Verdict } from "../model/claim.ts";
import type { OwnedRegion } from "../model/document.ts";
import type { Finding } from "../model/finding.ts";
import { compareText, finding } from "../model/finding.ts";
import { isLfsPointer, POINTER_HEAD } from "../model/lfs-pointer.ts";
import type { RuleId } from "../model/rule.ts";
import { baseName, parentOf } from "../model/tree.ts";
import { askGit } from "./git-answer.ts";

/**
 * A file that someone who gets the repository does not see as it is here.
 *
 * - `why`: git ignores it, it was never added, or git keeps only a pointer to it in LFS.
 * - `rule`: the line that ignores it.
 */
export interface HiddenFile {
  file: string;
  why: "ignored" | "untracked" | "lfs";
  rule: IgnoreRule | null;
}

/**
 * What a document rests on: its claims that people wrote, and the files that its generated regions link to. `documents` that are
 * not in git themselves hide nothing.
 */
export interface CitingDocument {
  file: string;
  verdicts: readonly Verdict[];
  linked: readonly string[];
}

const CODES: Record<HiddenFile["why"], RuleId> = {
  ignored: "evidence/ignored-by-git",
  untracked: "evidence/not-in-git",
  lfs: "evidence/in-lfs",
};

/**
 * Those of some project files that exist here and that others will not see, in the order given. Git is asked once for all of
 * them; without git nothing is hidden.
 */
export function hiddenFiles(root: string, files: readonly string[]): HiddenFile[] {
  // Where there is no git at all, no file is looked at.
  if (files.length === 0 || repositoryFolder(root) === null) return [];
  const present = files.filter((file) => isFile(root, file) && isInside(root, file));
  const answer = present.length === 0 ? null : askGit(root, present);
  if (answer === null) return [];
  const rules = new Map(answer.rules.map((rule) => [rule.path, rule]));
  const stored = new Set(answer.stored);
  return present.flatMap((file): HiddenFile[] => {
    const rule = rules.get(file) ?? null;
    if (rule !== null) return [{ file, why: "ignored", rule }];
    if (stored.has(file) || isPointer(root, file)) return [{ file, why: "lfs", rule }];
    return answer.tracked.has(file) ? [] : [{ file, why: "untracked", rule }];
  });
}

/** In bytes; the format of Git LFS allows no longer ones (git-lfs docs/spec.md). */
const LONGEST_POINTER = 1024;

/** Whether a file is only the pointer that Git LFS leaves in place of one that was not fetched. */
export function isPointer(root: string, file: string): boolean {
  if (fileSize(root, file) > LONGEST_POINTER) return false;
  return isLfsPointer(readRange(root, file, { start: 0, length: POINTER_HEAD }).toString("latin1"));
}

/** The project files that regions link lines of. */
export function linkedFiles(file: string, regions: readonly OwnedRegion[]): string[] {
  const addresses = regions.flatMap(({ body }) =>
    [...body.matchAll(/\](?:\(|:[ \t]*)<?([^)\s>"]+#L\d[^)\s>"]*)/g)].map(([, url = ""]) => url.replace(/#.*$/, "")),
  );
  const files = [...new Set(addresses)].map((url) => parseAddress(file, url)?.file ?? null);
  return [...new Set(files)].filter((path) => path !== null);
}

/**
 * What readers of the documents will not see of their evidence: one finding for each document and cause, at the first claim, and
 * one for all generated regions together. A file that was never added is told only where its document was committed as it is:
 * before that, work is under way.
 */
export function hiddenEvidence(root: string, documents: readonly CitingDocument[], isWorking: boolean): Finding[] {
  const cited = documents.map((one) => ({ ...one, claims: citedIn(one.verdicts) }));
  const files = new Set(cited.flatMap(({ claims, linked }) => [...claims.keys(), ...linked]));
  if (files.size === 0) return [];
  // An excerpt that was kept is what others see.
  const hidden = hiddenFiles(root, [...files].sort(compareText)).filter(({ file }) => !isFile(root, excerptPath(file)));
  if (hidden.length === 0) return [];
  const names = cited.map(({ file }) => file);
  const index = gitTracked(root, names);
  const unseen = new Set(gitIgnoreRules(root, names).map(({ path }) => path));
  const isFinal = (file: string) =>
    !isWorking && index !== null && index.tracked.has(file) && !index.modified.has(file);
  const tells = (file: string, one: HiddenFile) => !unseen.has(file) && (one.why !== "untracked" || isFinal(file));
  const authored = cited.flatMap(({ file, claims }) =>
    byCause(hidden.filter((one) => claims.has(one.file) && tells(file, one))).map((group) =>
      authoredFinding(file, group, claims),
    ),
  );
  return [...authored, ...generatedFindings(cited, hidden, tells)];
}

/** The files that claims of people rest on, each with the claims in the order of the text. */
function citedIn(verdicts: readonly Verdict[]): Map<string, Verdict[]> {
  const cited = new Map<string, Verdict[]>();
  for (const verdict of verdicts) {
    const { claim, evidence } = verdict;
    if (claim.region !== null || claim.target === null || verdict.verdict === "exempt") continue;
    const address = /^cite:/i.test(claim.target) ? null : parseAddress(claim.file, claim.target);
    const files = new Set([...(address === null ? [] : [address.file]), ...evidence.map(({ file }) => file)]);
    for (const file of files) cited.set(file, [...(cited.get(file) ?? []), verdict]);
  }
  return cited;
}

function generatedFindings(
  documents: readonly CitingDocument[],
  hidden: readonly HiddenFile[],
  tells: (file: string, one: HiddenFile) => boolean,
): Finding[] {
  const linking = documents.map(({ file, linked }) => ({ file, linked: new Set(linked) }));
  const all = new Set(linking.flatMap(({ linked }) => [...linked]));
  return byCause(
    hidden.filter((one) => linking.some(({ file, linked }) => linked.has(one.file) && tells(file, one))),
  ).map((group) => {
    const first = linking.find(({ linked }) => group.some((one) => linked.has(one.file)));
    const message = `${sayCause(group)}, of ${count(all.size, "file")} that generated numbers link to${consequence(group)}`;
    return findingOf(group, { file: first?.file ?? "", line: null, column: null, message });
  });
}

function authoredFinding(file: string, group: readonly HiddenFile[], claims: ReadonlyMap<string, Verdict[]>): Finding {
  const resting = new Set(group.flatMap((one) => claims.get(one.file) ?? []));
  const [first] = [...resting].sort((a, b) => a.claim.span.start - b.claim.span.start);
  const rest =
    resting.size === 1 ? "1 claim rests on it" : `${resting.size} claims rest on ${group.length === 1 ? "it" : "them"}`;
  const message = `${sayCause(group)}, and ${rest}${consequence(group)}`;
  const span = first?.claim.span;
  return findingOf(group, { file, line: span?.line ?? null, column: span?.column ?? null, message });
}

/** Files that are hidden for the same reason, in the order of the first. */
function byCause(hidden: readonly HiddenFile[]): HiddenFile[][] {
  const key = ({ why, rule }: HiddenFile) => JSON.stringify([why, rule?.file, rule?.line, rule?.pattern]);
  return [...Map.groupBy(hidden, key).values()];
}

function findingOf(
  group: readonly HiddenFile[],
  stated: Pick<Finding, "file" | "line" | "column" | "message">,
): Finding {
  const [first] = group;
  const why = first?.why ?? "ignored";
  const rule = first?.rule ?? null;
  const related =
    rule === null || rule.file === null
      ? []
      : [{ file: rule.file, line: rule.line, text: rule.pattern, label: "ignored here" }];
  const help = rule === null || first === undefined ? {} : { help: helpFor(rule, first.file) };
  return finding({ code: CODES[why], ...stated, related, ...help });
}

function sayCause(group: readonly HiddenFile[]): string {
  const [first, ...others] = group;
  const shown = others.length === 0 ? first?.file : `${first?.file} and ${count(others.length, "more file")}`;
  const why = first?.why;
  if (why === "ignored") return `git ignores ${shown}`;
  const is = others.length === 0 ? "is" : "are";
  return why === "lfs" ? `${shown} ${is} stored in Git LFS` : `${shown} ${is} not in git`;
}

function consequence(group: readonly HiddenFile[]): string {
  return group[0]?.why === "lfs" ? ": code hosts show no line of them" : ": nobody else can open the evidence";
}

/** What to write so that git takes the file. It never looks below a folder that is ignored as a whole. */
function helpFor({ file, line, pattern }: IgnoreRule, hidden: string): string {
  const where = file === null ? `the rule \`${pattern}\` of another ignore file` : `${file}:${line} (\`${pattern}\`)`;
  const keep = "run `docs cite --keep`, which commits short excerpts of them";
  const ending = /^\*?\*?\/?\*(\.[\w.]+)$/.exec(pattern)?.[1];
  if (ending !== undefined && baseName(hidden).endsWith(ending)) {
    return `Write \`${includes(hidden, ending)}\` below ${where}, or ${keep}.`;
  }
  return `Narrow ${where} so that it leaves the cited files, or ${keep}.`;
}

/** `!**\/runs/**\/logs/*.log` for a log in a folder of runs; else the file's own folder. */
function includes(path: string, ending: string): string {
  const folder = parentOf(path);
  const runs = /(?:^|\/)runs\/.*$/.exec(folder)?.[0];
  if (runs === undefined) return `!${folder === "" ? "" : `/${folder}`}/*${ending}`;
  return `!**/runs/**/${baseName(folder) === "logs" ? "logs/" : ""}*${ending}`;
}

function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? "" : "s"}`;
}
