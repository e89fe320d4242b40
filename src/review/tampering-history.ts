import { isShallow } from "../disk/git.ts";
import { readObject } from "../disk/git-objects.ts";
import type { Evidence } from "../model/evidence.ts";
import { compareText } from "../model/finding.ts";
import type { Tampering } from "../model/review.ts";
import { linesIn, rewrittenLines } from "./contents.ts";
import { openVersions } from "./former-files.ts";
import { isBinary, openRecords } from "./records.ts";
import type { Revisions } from "./revision.ts";
import type { ClaimState, ReviewState } from "./state.ts";
import { note } from "./tampering.ts";
import type { Version } from "./versions.ts";
import { firstWith, isDirty, lastChange, versionsBetween } from "./versions.ts";

/** What the commits of a change are walked with. `former`: the path that something of the head had in the base. */
export interface WalkInput {
  root: string;
  revisions: Revisions;
  head: ReviewState;
  former(path: string): string;
}

/** So many changes of cited files are looked into; each asks git for a document. */
const MOST = 300;

/**
 * Which commits cited what was tampered with, and changed it; and what was cited and changed again within the change itself,
 * where base and head alone show only a new file.
 */
export function withHistory(since: readonly Tampering[], input: WalkInput): Tampering[] {
  const { base, head, on } = input.revisions;
  const tip = head ?? on;
  if (tip === null) return [...since];
  const range = { base: base.commit, head: tip.commit };
  const known = new Set(since.map(({ file }) => file));
  const dated = since.map((one) => ({
    ...one,
    changed: isPending(input, one.file) ? null : lastChange(input.root, range, one.file),
    cited: citedSince(one, input),
  }));
  const within = base.commit === tip.commit ? [] : withinChange(input, range, known);
  return [...dated, ...within].sort((a, b) => compareText(a.file, b.file));
}

function isPending({ root, revisions }: WalkInput, file: string): boolean {
  const { head, on } = revisions;
  return head === null && on !== null && isDirty(root, on.commit, file);
}

/** Only a whole clone tells when something was first said. */
function citedSince({ first, file }: Tampering, { root, revisions, former }: WalkInput): string | null {
  if (first === null || isShallow(root) !== false) return null;
  const name = former(file).split("/").at(-1) ?? "";
  const text = former(file).split("/").slice(-3).join("/");
  return firstWith(root, { file: former(first.file), text: text || name, upTo: revisions.base.commit });
}

function withinChange(
  input: WalkInput,
  range: { base: string; head: string },
  known: ReadonlySet<string>,
): Tampering[] {
  const { root, head, revisions } = input;
  const versions = versionsBetween(root, range.base, range.head);
  const documents = openDocuments(root, revisions.prefix);
  const changedIn = openChanges(root);
  const found = new Map<string, Tampering>();
  let looked = 0;
  for (const claim of head.documents.flatMap((one) => one.claims)) {
    for (const file of new Set(claim.evidence.map((one) => one.file))) {
      for (const version of known.has(file) ? [] : (versions.get(file) ?? [])) {
        looked += 1;
        if (looked > MOST) break;
        const text = documents(`${version.commit}^`, claim.file);
        const lines = text === null ? [] : changedIn(version, citedThen(text, { claim, file }));
        if (lines.length === 0) continue;
        note(found, { file, lines, claim });
        const one = found.get(file) as Tampering;
        const text2 = nameIn(claim, file);
        const cited = one.cited ?? firstWith(root, { file: claim.file, text: text2, upTo: `${version.commit}^` });
        found.set(file, { ...one, cited, changed: version.commit });
      }
    }
  }
  return [...found.values()];
}

/** What a document cited of a file: lines by their numbers, records and rows as the evidence that they are. */
interface Cited {
  lines: number[];
  records: Evidence[];
}

/** Tells what a commit changed of what was cited. */
function openChanges(root: string): (version: Version, cited: Cited) => Tampering["lines"] {
  const folderOf = openVersions(root);
  const rewritten = openRecords();
  return ({ before, after }, { lines, records }) => {
    const [old, now] = lines.length === 0 ? [null, null] : [readObject(root, before), readObject(root, after)];
    const texts = old === null || now === null ? null : [linesIn(old), linesIn(now)];
    const ofLines = texts === null ? [] : lines.flatMap((line) => rewrittenLines(texts[0] ?? [], texts[1] ?? [], line));
    const ofRecords = records.flatMap((one) => {
      const places = [folderOf(before, one.file), folderOf(after, one.file)];
      const [was = null, is = null] = places;
      return was === null || is === null ? [] : rewritten(one, { before: was, after: is });
    });
    return [...ofLines, ...ofRecords];
  };
}

/** What a document cited of a file at some commit: lines that its links name, or what its number or its selector stands on. */
function citedThen(text: string, { claim, file }: { claim: ClaimState; file: string }): Cited {
  const lines: number[] = [];
  const name = nameIn(claim, file);
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    const match = /^#L(\d+)(?:-L(\d+))?/.exec(text.slice(at + name.length, at + name.length + 24));
    if (match === null) continue;
    const [first, last] = [Number(match[1]), Number(match[2] ?? match[1])];
    for (let line = first; line <= Math.min(last, first + 100); line += 1) lines.push(line);
  }
  const own = claim.evidence.filter((one) => one.file === file);
  const isSaid = [claim.text, claim.selector].some((said) => said !== null && said !== "" && text.includes(said));
  const records = isSaid && text.includes(name) ? own.filter(isBinary) : [];
  if (lines.length > 0 || claim.text === "" || !text.includes(claim.text)) return { lines, records };
  return { lines: own.flatMap(({ locator }) => ("line" in locator ? [locator.line] : [])), records };
}

/** What a document says of a file: the end of its path, which every way to write it has. */
function nameIn({ target }: ClaimState, file: string): string {
  const said = target?.replace(/#.*$/, "") ?? "";
  return said !== "" && file.endsWith(said.replace(/^(?:\.\.?\/)+/, "")) ? said : file.split("/").slice(-3).join("/");
}

function openDocuments(root: string, prefix: string): (commit: string, file: string) => string | null {
  const known = new Map<string, string | null>();
  return (commit, file) => {
    const name = `${commit}:${prefix}${file}`;
    if (!known.has(name)) known.set(name, readObject(root, name)?.toString("utf8") ?? null);
    return known.get(name) ?? null;
  };
}
