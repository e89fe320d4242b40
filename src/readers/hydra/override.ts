import type { ParamValue } from "../../model/run.ts";

const OVERRIDE = /^(~|\+{1,2})?([^=]*?)(?:@[^=]*)?(?:=([\s\S]*))?$/;
const NUMBER = /^[-+]?(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/;

/**
 * What an override says, as hydra.core.override_parser reads it: `lr=0.1`, `+new=1` and `++any=1` set a value, `db@here=mysql`
 * chooses a group's option, `~gone` deletes one and keeps its mark.
 */
export function readOverride(text: string): { name: string; value: ParamValue } {
  const [, mark = "", key = text, literal = ""] = OVERRIDE.exec(text) ?? [];
  if (mark === "~") return { name: `~${key}`, value: literal === "" ? true : literal };
  return { name: key.replaceAll("/", "."), value: paramValue(literal.trim()) };
}

function paramValue(literal: string): ParamValue {
  if (NUMBER.test(literal)) return Number(literal.replaceAll("_", ""));
  if (/^(?:true|false)$/i.test(literal)) return literal.toLowerCase() === "true";
  if (literal === "null" || literal === "") return literal === "null" ? null : "";
  const quoted = /^(['"])([\s\S]*)\1$/.exec(literal);
  return quoted?.[2] ?? literal;
}
