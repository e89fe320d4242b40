import type { Evidence } from "../../model/evidence.ts";
import type { ParseError } from "../format/value.ts";
import { leavesOf } from "../format/value.ts";
import { parseYaml } from "../format/yaml.ts";

/** A text and where it stands. */
export interface Stated {
  text: string;
  evidence: Evidence;
}

/** The fields of a record by name; fields that are null are left out. */
export type Fields = ReadonlyMap<string, Stated>;

const PLAIN = /^([A-Za-z_]\w*): ?([^\s"'|>&*!%@`[{][^#]*|)$/;
const QUOTED = /^([A-Za-z_]\w*): '((?:[^']|'')*)'$/;
/** Fields of every run that nothing is made of. */
const UNUSED = new Set("artifact_uri entry_point_name run_id run_uuid source_name user_id deleted_time".split(" "));
const EMPTY_LIST = /^[A-Za-z_]\w*: (?:\[\]|\{\})$/;

/**
 * The fields of a `meta.yaml`, which MLflow writes with `yaml.safe_dump` as a flat map (mlflow/utils/yaml_utils.py). Thousands of
 * them are read, so lines of the usual form are cut by hand; anything else goes to the YAML parser.
 */
export function parseMeta(text: string, file: string): { fields: Fields; error: ParseError | null } {
  return parseFlat(text, file) ?? parseAny(text, file);
}

function parseFlat(text: string, file: string): { fields: Fields; error: null } | null {
  const fields = new Map<string, Stated>();
  let line = 0;
  for (let from = 0; from < text.length; ) {
    const end = text.indexOf("\n", from);
    const stop = end < 0 ? text.length : end;
    const row = text.slice(from, text.charCodeAt(stop - 1) === 13 ? stop - 1 : stop);
    from = stop + 1;
    line += 1;
    if (row === "" || UNUSED.has(row.slice(0, row.indexOf(":")))) continue;
    const plain = PLAIN.exec(row);
    const match = plain ?? QUOTED.exec(row);
    if (match === null) {
      if (EMPTY_LIST.test(row)) continue;
      return null;
    }
    const [, name = "", literal = ""] = match;
    if (plain !== null && (literal === "null" || literal === "" || literal === "~")) continue;
    // A colon makes a map of a plain text, a dash a list.
    if (plain !== null && (literal.includes(": ") || literal.endsWith(":") || literal.startsWith("- "))) return null;
    const value = plain === null ? literal.replaceAll("''", "'") : literal.trimEnd();
    fields.set(name, stated(value, { file, name, line }));
  }
  return fields.size === 0 ? null : { fields, error: null };
}

function parseAny(text: string, file: string): { fields: Fields; error: ParseError | null } {
  const nothing = new Map<string, Stated>();
  if (text.includes("\0"))
    return { fields: nothing, error: { message: "it has NUL bytes", line: 1, column: 1, offset: 0 } };
  const { value, error } = parseYaml(text);
  if (error !== null) return { fields: nothing, error };
  if (value.kind !== "map" || value.entries.size === 0) {
    const message = text.trim() === "" ? "it is empty" : "it has no fields";
    return { fields: nothing, error: { message, line: 1, column: 1, offset: 0 } };
  }
  const fields = leavesOf(value)
    .filter((leaf) => leaf.value.value !== null)
    .map((leaf) => [leaf.name, stated(leaf.value.literal, { file, name: leaf.name, line: leaf.value.line })] as const);
  return { fields: new Map(fields), error: null };
}

function stated(text: string, at: { file: string; name: string; line: number }): Stated {
  const locator = { kind: "pointer", pointer: `/${at.name}`, line: at.line } as const;
  return { text, evidence: { file: at.file, locator, literal: text } };
}
