import type { Verdict } from "../../model/claim.ts";
import type { Region } from "../../model/evidence.ts";
import { isLfsPointer } from "../../model/lfs-pointer.ts";
import type { Address } from "../text/address.ts";
import { parseAddress } from "../text/address.ts";
import type { Named } from "../value/scope.ts";
import { runsOfFile } from "../value/scope.ts";
import type { Judging } from "./judging.ts";
import { sayingRenamed, verdictOf, withoutSource } from "./judging.ts";

/**
 * The cited file with what is known of it: whose it is, and the cited lines as they are now (null: none, or no line cited).
 * `renamed`: what the link calls it, where it lies elsewhere now.
 */
export interface Cited {
  address: Address;
  renamed?: string;
  owners: Named[];
  region: Region | null;
}

/** Follows a claim's link; a verdict where it leads to nothing that can be read here. */
export function followLink(judging: Judging): { cited: Cited } | { verdict: Verdict } {
  const { found, context, scope } = judging;
  const { claim } = found;
  const address = parseAddress(claim.file, claim.target ?? "");
  if (address === null)
    return { verdict: verdictOf(claim, { verdict: "source-missing", reason: "the link leaves the project" }) };
  const { file, line, endLine } = address;
  if (line === null && context.isFolder?.(file)) {
    return { verdict: verdictOf(claim, { verdict: "exempt", reason: "the link goes to a folder" }) };
  }
  const region = line === null ? null : context.region({ file, line, endLine: endLine ?? line });
  const isKept = region !== null && (context.isKept?.(file) ?? false);
  if (isKept) return { cited: { address, owners: runsOfFile(scope, file), region } };
  if (!context.isFile(file)) return followRename(judging, address);
  if (isPointer(judging, file, region))
    return { verdict: withoutSource(judging, `${file} is only an LFS pointer here`) };
  if (region?.text.includes("\0")) {
    return { verdict: verdictOf(claim, { verdict: "unsupported-format", reason: `${file} is a binary file` }) };
  }
  return { cited: { address, owners: runsOfFile(scope, file), region: movedLine(judging, address) ?? region } };
}

/** Follows a link to a file that is gone to where that lies now; its own verdict where that is nowhere, or not clear. */
function followRename(judging: Judging, address: Address): { cited: Cited } | { verdict: Verdict } {
  const { context, scope, found, entry } = judging;
  const { file, line, endLine } = address;
  const [now, ...others] = context.movedFile?.(file, { line, endLine, hash: entry?.hash ?? null }) ?? [];
  if (now === undefined) return { verdict: withoutSource(judging, `${file} does not exist`) };
  if (others.length > 0) {
    const reason = `${file} does not exist; it may be ${[now, ...others].slice(0, 3).join(" or ")} now`;
    return { verdict: verdictOf(found.claim, { verdict: "ambiguous", reason }) };
  }
  const region = line === null ? null : context.region({ file: now, line, endLine: endLine ?? line });
  return { cited: { address: { ...address, file: now }, renamed: file, owners: runsOfFile(scope, now), region } };
}

/**
 * The verdict on what a followed link cites. Where the file lies elsewhere and does not prove the claim: it was changed if the lock
 * remembers its lines, which only git can have led here; else it may be another one, so that the cited one is gone.
 */
export function asFollowed(judging: Judging, { renamed, address }: Cited, verdict: Verdict): Verdict {
  if (renamed === undefined) return verdict;
  const isChanged = verdict.verdict === "stale" || verdict.verdict === "contradicted";
  if (isChanged && judging.entry?.hash != null) return verdict;
  const differs = `${renamed} does not exist; ${address.file}, which it may be now, does not say so`;
  return sayingRenamed(verdict) ?? withoutSource(judging, differs);
}

/**
 * The line that was cited when the claim was locked, where it stands now, if that is elsewhere. A value that a title names is
 * found again by its title, and lines without a number by whoever judges them.
 */
function movedLine({ context, entry, found }: Judging, { file, line, endLine }: Address): Region | null {
  const { kind, selector } = found.claim;
  const isPlain = kind === "evidence" && selector === null;
  if (!isPlain || entry === null || entry.hash === null || entry.line === null || line === null) return null;
  const { hash, line: first } = entry;
  for (let at = line; at <= (endLine ?? line); at += 1)
    if (context.region({ file, line: at, endLine: at })?.hash === hash) return null;
  return context.findRegion?.({ file, line, endLine: line, hash, first }) ?? null;
}

/** A file that Git LFS has not fetched: three short lines, of which the cited one may be any. */
function isPointer({ context }: Judging, file: string, region: Region | null): boolean {
  if (region !== null && !/^(?:version https:\/\/git-lfs|oid sha256:|size \d+$)/.test(region.text)) return false;
  return isLfsPointer(context.region({ file, line: 1, endLine: 1 })?.text ?? "");
}
