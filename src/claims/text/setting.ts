import type { Numeral } from "./numeral.ts";

/** The name of a setting that a numeral is the value of (`lr = 1e-3`, `learning rate of 0.1`), or null. */
export function settingName(text: string, numeral: Numeral): string | null {
  const before = text.slice(Math.max(0, numeral.start - 60), numeral.start);
  const match =
    /([\p{L}_][\p{L}\p{N}_.-]*(?: [\p{L}_][\p{L}\p{N}_.-]*)?)[`*"]*\s*(?:=|:|\bof\b|\bto\b)\s*[`*"]*$/u.exec(before);
  return match?.[1] ?? null;
}
