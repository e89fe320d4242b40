import { inertJson } from "./log-line.ts";
import type { Report } from "./reporter.ts";

/** The findings as JSON, with all their fields. */
export function json({ findings }: Report): string {
  const ok = findings.every((one) => one.severity !== "error");
  return inertJson(`${JSON.stringify({ schemaVersion: 1, ok, findings }, null, 2)}\n`);
}
