import type { Finding } from "../model/finding.ts";

/** What is told of a change elsewhere: claims by themselves, and what a sync has to make. */
const TOLD = /^claim\/|^figure\/ignored-run$|\/out-of-date$/;

/**
 * The findings that the base did not have, besides those that claims and generated text have a list of their own for. One that
 * only stands on another line is the same, as often as it was there.
 */
export function newFindings(base: readonly Finding[], head: readonly Finding[]): Finding[] {
  const counts = new Map<string, number>();
  for (const one of base) counts.set(keyOf(one), (counts.get(keyOf(one)) ?? 0) + 1);
  return head.filter((one) => {
    if (TOLD.test(one.code)) return false;
    const left = counts.get(keyOf(one)) ?? 0;
    counts.set(keyOf(one), left - 1);
    return left <= 0;
  });
}

function keyOf({ code, file, message }: Finding): string {
  return [code, file, message.replace(/\bline \d+|:\d+/g, "")].join("\0");
}
