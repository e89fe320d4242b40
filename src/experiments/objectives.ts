import type { Field } from "./field.ts";

/**
 * The metrics that a journal's front matter weighs against one another, as it names them: `objectives: [accuracy, latency_ms]`,
 * a list of items, or names parted by commas. Undefined where it names none.
 */
export function readObjectives(fields: readonly Field[]): { names: string[]; line: number } | undefined {
  const field = fields.find(({ label }) => /^objectives?$/i.test(label));
  if (field === undefined) return undefined;
  const names = field.value
    .replace(/^\[(.*)\]$/s, "$1")
    .split(/[,;]/)
    .map((name) => name.trim().replace(/^(["'`])(.*)\1$/, "$2"))
    .filter((name) => name !== "");
  return names.length === 0 ? undefined : { names, line: field.line };
}
