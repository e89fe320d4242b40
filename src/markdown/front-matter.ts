import matter from "gray-matter";
import { boolCoreTag, FAILSAFE_SCHEMA, load, nullCoreTag, YAMLException } from "js-yaml";
import { messageOf } from "../errors.ts";
import type { Finding } from "../model/finding.ts";
import { finding } from "../model/finding.ts";

/**
 * The front matter of a file.
 *
 * - `data`: the mapping. Numbers and dates are texts as they were written (`"0042"`, `"0.10"`); only booleans and null
 *   are resolved.
 * - `bodyStart`: the offset after the closing line; 0 without front matter.
 */
export interface FrontMatter {
  data: Record<string, unknown>;
  bodyStart: number;
  findings: Finding[];
}

/** Reads the YAML between two `---` lines at the start of a file. It is never evaluated, and never throws. */
export function readFrontMatter(text: string, file: string): FrontMatter {
  const block = findBlock(text);
  if (block === null) return { data: {}, bodyStart: 0, findings: [] };
  const { source, language, bodyStart } = block;
  if (!/^(ya?ml)?$/i.test(language)) {
    const message = `The front matter is in “${language}”; it is not read.`;
    return {
      data: {},
      bodyStart,
      findings: [finding({ code: "document/front-matter-language", file, line: 1, message })],
    };
  }
  try {
    const data: unknown = matter(source, { engines }).data;
    if (isMapping(data)) return { data, bodyStart, findings: [] };
    // Two rules with a paragraph between them look like front matter and are none.
    if (!Array.isArray(data)) return { data: {}, bodyStart: 0, findings: [] };
    return { data: {}, bodyStart, findings: [broken(file, "The front matter is a list, not keys with values.", 2)] };
  } catch (error) {
    return { data: {}, bodyStart, findings: [brokenYaml(file, error)] };
  }
}

const SCHEMA = FAILSAFE_SCHEMA.withTags(boolCoreTag, nullCoreTag);
const REFUSED = ["js", "javascript", "coffee", "coffeescript", "cson", "json", "toml"];

// gray-matter would evaluate JavaScript. An options object is also what keeps it from its cache, which hides errors.
const engines = {
  ...Object.fromEntries(REFUSED.map((name) => [name, refuse])),
  yaml: (source: string) => (load(source, { schema: SCHEMA, filename: "" }) ?? {}) as object,
};

function refuse(): never {
  throw new Error("Only YAML is read.");
}

/** The lines from `---` to `---`, if the text begins with them. */
function findBlock(text: string): { source: string; language: string; bodyStart: number } | null {
  const start = text.startsWith("\uFEFF") ? 1 : 0;
  const opening = /---[ \t]*([\w+-]*)[ \t]*\r?\n/y;
  opening.lastIndex = start;
  const [, language = ""] = opening.exec(text) ?? [];
  if (opening.lastIndex === 0 || language.startsWith("-")) return null;
  const closing = /^---[ \t]*\r?$/gm;
  closing.lastIndex = opening.lastIndex;
  const match = closing.exec(text);
  if (match === null) return null;
  const end = match.index + match[0].length;
  return { source: text.slice(start, match.index + 3), language, bodyStart: text[end] === "\n" ? end + 1 : end };
}

function brokenYaml(file: string, error: unknown): Finding {
  if (!(error instanceof YAMLException)) return broken(file, messageOf(error), 1);
  const { line = 0, column = 0 } = error.mark ?? {};
  // The engine gets the text from the end of the `---` line on, so that its line 0 is line 1 of the file.
  return { ...broken(file, `The front matter is not valid YAML: ${error.reason}.`, line + 1), column: column + 1 };
}

function broken(file: string, message: string, line: number): Finding {
  return finding({ code: "document/bad-front-matter", file, line, message });
}

function isMapping(data: unknown): data is Record<string, unknown> {
  return typeof data === "object" && data !== null && !Array.isArray(data);
}
