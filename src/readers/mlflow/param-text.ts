import type { ParamValue } from "../../model/run.ts";

const NUMBER = /^[-+]?(?:0|[1-9]\d*)(?:\.\d*)?(?:[eE][-+]?\d+)?$|^[-+]?\.\d+(?:[eE][-+]?\d+)?$/;

/**
 * What a param's text means: MLflow keeps every param as `str(value)`, so numbers, `True` and `False` of Python are told from other
 * text by their form; `None` is kept as that word. A number that a double does not hold exactly stays text, and so do `nan` and `inf`.
 */
export function paramValueOf(text: string): ParamValue {
  if (text === "True" || text === "true") return true;
  if (text === "False" || text === "false") return false;
  if (text.length > 40 || !NUMBER.test(text)) return text;
  const value = Number(text);
  const isExact = Number.isFinite(value) && (!/^[-+]?\d+$/.test(text) || Number.isSafeInteger(value));
  return isExact ? value : text;
}
