import { readText } from "../../disk/file.ts";
import { codeOf, messageOf } from "../../errors.ts";
import type { Finding } from "../../model/finding.ts";
import { finding } from "../../model/finding.ts";
import { isLfsPointer } from "../../model/lfs-pointer.ts";
import { parseJson } from "./json.ts";
import { notFetched } from "./lfs-pointer.ts";
import type { MapValue, Value } from "./value.ts";
import { parseYaml } from "./yaml.ts";

/** A larger file than this is not a parameter or metadata file, whatever its name. */
const MAX_CHARACTERS = 64 << 20;

/**
 * Reads a JSON or YAML file (by its ending) whose outermost value is a map. Null when it could not be read, is empty or
 * is something else; the finding says which.
 */
export function readMap(root: string, path: string, findings: Finding[]): MapValue | null {
  const value = readValue(root, path, findings);
  if (value === null || value.kind === "map") return value;
  const isNothing = value.kind === "scalar" && value.value === null;
  if (isNothing) findings.push(finding({ code: "source/empty", file: path, message: "the file has no fields" }));
  else {
    const message = `the file should hold named fields, but it is ${value.kind === "list" ? "a list" : "a single value"}`;
    findings.push(finding({ code: "source/bad-field", file: path, line: value.line, message }));
  }
  return null;
}

/** Reads a JSON or YAML file (by its ending); null when it could not be read or is empty. */
export function readValue(root: string, path: string, findings: Finding[]): Value | null {
  const text = readSource(root, path, findings);
  if (text === null) return null;
  const isJson = path.endsWith(".json");
  const parsed = isJson ? parseJson(text) : parseYaml(text);
  if (parsed.error === null) return parsed.value;
  const { line, column, message } = parsed.error;
  findings.push(finding({ code: isJson ? "source/bad-json" : "source/bad-yaml", file: path, line, column, message }));
  return null;
}

/** The text of a small file without its byte-order mark; null, with a finding, when there is none. */
export function readSource(root: string, path: string, findings: Finding[]): string | null {
  let text: string;
  try {
    text = readText(root, path);
  } catch (error) {
    findings.push(unreadable(path, error));
    return null;
  }
  if (text.charCodeAt(0) === 0xfeff) text = text.slice(1);
  if (text.trim() === "") findings.push(finding({ code: "source/empty", file: path, message: "the file is empty" }));
  else if (text.includes("\0"))
    findings.push(finding({ code: "source/binary", file: path, message: "the file has NUL bytes" }));
  else if (isLfsPointer(text)) findings.push(notFetched(path));
  else if (text.length > MAX_CHARACTERS) findings.push(unreadable(path, new Error("it is larger than 64 MiB")));
  else return text;
  return null;
}

/** The finding for a file that could not be read. */
export function unreadable(path: string, error: unknown): Finding {
  const message = `this file could not be read (${codeOf(error) ?? messageOf(error)})`;
  return finding({ code: "source/unreadable", file: path, message });
}
