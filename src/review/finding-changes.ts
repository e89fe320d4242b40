import type { Finding } from "../model/finding.ts";
import type { ReviewedClaim } from "../model/review.ts";

/** What is told of a change elsewhere: claims by themselves, and what a sync has to make. */
const TOLD = /^claim\/|^figure\/ignored-run$|\/out-of-date$/;

/**
 * The findings that the base did not have, besides those that claims and generated text have a list of their own for. One that
 * only stands on another line is the same, as often as it was there. `broken`: the claims that are told as false.
 */
export function newFindings(
  { base, head }: { base: readonly Finding[]; head: readonly Finding[] },
  broken: readonly ReviewedClaim[],
): Finding[] {
  const told = new Set(
    broken.flatMap(({ file, line, verdict }) => (verdict === "ignored-run" ? [`${file}:${line}`] : [])),
  );
  const said = new Set<string>();
  const counts = new Map<string, number>();
  for (const one of base) counts.set(keyOf(one), (counts.get(keyOf(one)) ?? 0) + 1);
  return head.filter((one) => {
    if (TOLD.test(one.code)) return false;
    const left = counts.get(keyOf(one)) ?? 0;
    counts.set(keyOf(one), left - 1);
    const isTold = one.code === "report/ignored-run" && told.has(`${one.file}:${one.line}`);
    const place = `${keyOf(one)}\0${one.line}`;
    const isTwice = said.has(place);
    said.add(place);
    return left <= 0 && !isTold && !isTwice;
  });
}

function keyOf({ code, file, message }: Finding): string {
  return [code, file, message.replace(/\bline \d+|:\d+/g, "")].join("\0");
}
