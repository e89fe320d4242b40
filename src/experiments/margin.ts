import type { Finding } from "../model/finding.ts";
import { finding } from "../model/finding.ts";
import type { StatedMargin } from "../model/journal.ts";
import type { Field } from "./field.ts";

/**
 * How large a difference in the primary metric does not matter, as a journal's front matter declares it: `margin: 0.005` in the
 * metric's unit, or `margin: 0.5 pp` of a fraction. Undefined where it declares none that can be read.
 */
export function readMargin(
  fields: readonly Field[],
  file: string,
): { margin: StatedMargin | undefined; findings: Finding[] } {
  const field = fields.find(
    ({ label, parent }) => parent === undefined && /^(?:equivalence[ _-])?margin$/i.test(label),
  );
  if (field === undefined) return { margin: undefined, findings: [] };
  const { value: text, line } = field;
  const [, number = "", points] = /^(\d*\.?\d+(?:e[+-]?\d+)?)\s*(pp|percentage points?)?$/i.exec(text.trim()) ?? [];
  const value = Number(number) / (points === undefined ? 1 : 100);
  if (number !== "" && value > 0) return { margin: { value, line }, findings: [] };
  const message = `“${text.slice(0, 80)}” is no margin: a number above zero in the metric's unit, or in pp`;
  return { margin: undefined, findings: [finding({ code: "document/bad-front-matter", file, line, message })] };
}
