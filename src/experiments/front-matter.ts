import type { Finding } from "../model/finding.ts";
import { finding } from "../model/finding.ts";
import type { Field } from "./field.ts";
import type { Line } from "./line.ts";

/** The fields of a front matter as texts, and the lines after it. Keys are as written, nested ones with the key right above them. */
export interface FrontMatter {
  fields: Field[];
  body: Line[];
  findings: Finding[];
}

/**
 * Reads front matter that starts with a line `---`. Only the plain part of YAML is read that a few labelled sentences
 * need (`key: text`, nested keys, lists, block texts): values stay the texts they are, so `0.10` is not turned into 0.1.
 * A fence with a language after it (`---js`) is refused and its content never looked at.
 */
export function readFrontMatter(lines: readonly Line[], file: string): FrontMatter {
  const first = lines[0]?.text ?? "";
  if (!/^---\s*[\w-]*\s*$/.test(first)) return { fields: [], body: [...lines], findings: [] };
  const end = lines.findIndex((line, index) => index > 0 && /^(---|\.\.\.)\s*$/.test(line.text));
  if (end < 0) return { fields: [], body: [...lines], findings: [] };
  const body = lines.slice(end + 1);
  const language = first.slice(3).trim();
  if (language === "") return { ...readFields(lines.slice(1, end), file), body };
  const message = `front matter in “${language}” is not read`;
  return {
    fields: [],
    body,
    findings: [finding({ code: "document/front-matter-language", file, line: 1, column: 4, message })],
  };
}

function readFields(lines: readonly Line[], file: string): { fields: Field[]; findings: Finding[] } {
  const fields: Field[] = [];
  const findings: Finding[] = [];
  let open: { field: Field; indent: number } | null = null;
  const above: { label: string; indent: number }[] = [];
  for (const line of lines) {
    const text = line.text.trim();
    if (text === "" || text.startsWith("#")) continue;
    const indent = line.text.search(/\S/);
    const match = /^(?:-\s+)?["']?([A-Za-z][\w ./@%-]*?)["']?\s*:(?:\s+(.*))?$/.exec(text);
    const inside: boolean = open !== null && indent > open.indent && open.field.value !== "";
    if (match !== null && !inside) {
      while (above.length > 0 && (above.at(-1)?.indent ?? 0) >= indent) above.pop();
      const parent = above.at(-1)?.label;
      const field: Field = { label: match[1] ?? "", value: scalar(match[2] ?? ""), line: line.number };
      if (parent !== undefined) field.parent = parent;
      fields.push(field);
      above.push({ label: field.label, indent });
      open = { field, indent };
    } else if (open !== null && (indent > open.indent || text.startsWith("- "))) {
      append(open.field, text);
    } else {
      const message = `expected \`key: value\`, found \`${text.slice(0, 60)}\``;
      findings.push(
        finding({ code: "document/bad-front-matter", file, line: line.number, column: indent + 1, message }),
      );
    }
  }
  for (const field of fields) if (/^[>|][+-]?$/.test(field.value)) field.value = "";
  return { fields, findings };
}

function append(field: Field, text: string): void {
  const item = text.startsWith("- ");
  const more = scalar(item ? text.slice(2) : text);
  const before = /^[>|][+-]?$/.test(field.value) ? "" : field.value;
  field.value = before === "" ? more : `${before}${item ? "; " : " "}${more}`;
}

function scalar(text: string): string {
  const quoted = /^"((?:[^"\\]|\\.)*)"|^'((?:[^']|'')*)'/.exec(text.trim());
  if (quoted !== null) return (quoted[1]?.replace(/\\(.)/g, "$1") ?? quoted[2]?.replaceAll("''", "'") ?? "").trim();
  return text.replace(/(^|\s)#.*$/, "").trim();
}
