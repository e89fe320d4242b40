import type { Report } from "./reporter.ts";
import { placeOf, sayCounts } from "./reporter.ts";
import { visible } from "./width.ts";

/** One line for each finding, as editors and grep like it: `file:line:column: severity code message`. */
export function compact({ findings }: Report): string {
  const lines = findings.map((one) => visible(`${placeOf(one)}: ${one.severity} ${one.code} ${one.message}`));
  return [...lines, sayCounts(findings), ""].join("\n");
}
