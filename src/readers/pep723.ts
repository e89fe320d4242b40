import { parse } from "smol-toml";

/** What the header of a script says it needs. `requiresPython` is null when it does not say. */
export interface ScriptMetadata {
  dependencies: string[];
  requiresPython: string | null;
}

/** The canonical expression of PEP 723. It only fits text with LF line ends. */
const BLOCK = /^# \/\/\/ (?<type>[a-zA-Z0-9-]+)$\s(?<content>(?:^#(?:| .*)$\s)+)^# \/\/\/$/gm;

/** Reads the PEP 723 `script` block of a Python file; null when there is none, more than one, or its TOML is broken. */
export function parseScriptMetadata(text: string): ScriptMetadata | null {
  const blocks = [...text.replaceAll("\r\n", "\n").matchAll(BLOCK)].filter((block) => block.groups?.type === "script");
  const content = blocks.length === 1 ? blocks[0]?.groups?.content : undefined;
  if (content === undefined) return null;
  const toml = content.replace(/^# ?/gm, "");
  try {
    const table = parse(toml);
    const dependencies = Array.isArray(table.dependencies) ? table.dependencies : [];
    const requires = table["requires-python"];
    return {
      dependencies: dependencies.filter((dependency) => typeof dependency === "string"),
      requiresPython: typeof requires === "string" ? requires : null,
    };
  } catch {
    return null;
  }
}
