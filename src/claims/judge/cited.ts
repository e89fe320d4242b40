import type { Verdict } from "../../model/claim.ts";
import type { Region } from "../../model/evidence.ts";
import { isLfsPointer } from "../../model/lfs-pointer.ts";
import type { Address } from "../text/address.ts";
import { parseAddress } from "../text/address.ts";
import type { Named } from "../value/scope.ts";
import { runsOfFile } from "../value/scope.ts";
import type { Judging } from "./judging.ts";
import { verdictOf, withoutSource } from "./judging.ts";

/** The cited file with what is known of it: whose it is, and the cited lines as they are now (null: none, or no line cited). */
export interface Cited {
  address: Address;
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
  if (!context.isFile(file)) return { verdict: withoutSource(judging, `${file} does not exist`) };
  if (isPointer(judging, file, region))
    return { verdict: withoutSource(judging, `${file} is only an LFS pointer here`) };
  if (region?.text.includes("\0")) {
    return { verdict: verdictOf(claim, { verdict: "unsupported-format", reason: `${file} is a binary file` }) };
  }
  return { cited: { address, owners: runsOfFile(scope, file), region: movedLine(judging, address) ?? region } };
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
