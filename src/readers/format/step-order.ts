import type { Finding } from "../../model/finding.ts";
import { finding } from "../../model/finding.ts";
import type { MetricTable } from "./metric-table.ts";

/** One note each for steps that go back and for steps that were logged twice with different values. */
export function orderFindings(table: MetricTable): Finding[] {
  const { decreases, decreaseLine, duplicates, duplicateLine } = table.order;
  const findings: Finding[] = [];
  const times = (count: number) => (count === 1 ? "once" : `${count} times`);
  if (decreases > 0) {
    const message = `the steps go back ${times(decreases)}, first on line ${decreaseLine}`;
    findings.push(finding({ code: "series/step-decreases", file: table.file, line: decreaseLine, message }));
  }
  if (duplicates > 0) {
    const message = `a step is repeated with another value ${times(duplicates)}, first on line ${duplicateLine}`;
    findings.push(finding({ code: "series/duplicate-step", file: table.file, line: duplicateLine, message }));
  }
  return findings;
}
