import type { Finding } from "../../model/finding.ts";
import { finding } from "../../model/finding.ts";
import type { Recording } from "./recording.ts";

/** What is to be said of a `.wandb` file: what could not be read, with the byte, and steps that go back. */
export function findingsOf(recording: Recording): Finding[] {
  return [...fileFindings(recording), ...orderFindings(recording)];
}

/** What was passed over on purpose, for `docs doctor`. */
export function unreadOf({ path, passed, history }: Recording): { path: string; reason: string }[] {
  const count = (kinds: readonly number[]) => kinds.reduce((sum, kind) => sum + (passed.get(kind) ?? 0), 0);
  const kinds: [string, number][] = [
    ["system metrics", count([7])],
    ["lines of console output", count([4, 13, 27])],
    ["requests to the tool's own process", count([100])],
  ];
  const said = kinds.filter(([, number]) => number > 0).map(([what]) => `${what} are no results`);
  const others = [...history.others].sort();
  if (others.length > 0) said.push(`keys with values that are no numbers (${listed(others)})`);
  return said.map((reason) => ({ path, reason }));
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 5).join(", ");
  return names.length > 5 ? `${shown} and ${names.length - 5} more` : shown;
}

function fileFindings({ path, report, broken }: Recording): Finding[] {
  const { problem, damage, damaged, torn, records } = report;
  if (problem === "empty") return [finding({ code: "source/empty", file: path, message: "nothing was written to it" })];
  if (problem === "lfs") {
    const message = "this is a Git LFS pointer and not the run's data";
    return [finding({ code: "source/unreadable", file: path, message, help: "Run `git lfs pull`." })];
  }
  if (problem === "foreign") {
    const message = "this is no W&B run: its first bytes are not those of one";
    return [finding({ code: "source/unreadable", file: path, message, help: "Restore the file from a copy." })];
  }
  const findings = damage.map(({ offset, what }) => {
    return finding({
      code: "source/bad-line",
      file: path,
      message: `${what} at byte ${offset}; ${PASSED}`,
      help: HELP,
    });
  });
  if (damaged > damage.length) {
    const message = `${damaged - damage.length} more damaged places`;
    findings.push(finding({ code: "source/bad-line", file: path, message, help: HELP }));
  }
  if (broken.count > 0) {
    const message = `record ${broken.first} is none that W&B writes (${broken.count} in all)`;
    findings.push(finding({ code: "source/bad-line", file: path, message, help: HELP }));
  }
  if (torn !== null) {
    const message = `the file ends in the middle of a record, which begins at byte ${torn}`;
    findings.push(finding({ code: "source/torn-line", file: path, message }));
  }
  if (records === 0 && findings.length === 0) {
    const message = "the run was begun, and nothing of it was written";
    findings.push(finding({ code: "source/empty", file: path, message }));
  }
  return findings;
}

const PASSED = "reading went on behind it";
const HELP = "Restore the file from a copy, or leave it: what is damaged counts nowhere.";

function orderFindings({ path, history }: Recording): Finding[] {
  const { decreases, decreaseLine, duplicates, duplicateLine } = history.table.order;
  const times = (count: number) => (count === 1 ? "once" : `${count} times`);
  const findings: Finding[] = [];
  if (decreases > 0) {
    const message = `the steps go back ${times(decreases)}, first in record ${decreaseLine}`;
    findings.push(finding({ code: "series/step-decreases", file: path, message }));
  }
  if (duplicates > 0) {
    const message = `a step is repeated with another value ${times(duplicates)}, first in record ${duplicateLine}`;
    findings.push(finding({ code: "series/duplicate-step", file: path, message }));
  }
  return findings;
}
