import type { Numeral } from "../text/numeral.ts";
import { agrees } from "../value/interval.ts";
import { asPercent } from "./chance.ts";
import { isTooCoarse } from "./coarse.ts";
import type { Meaning } from "./meaning.ts";

/** Does the number print this value? A change may be stated by its size, and percent without its sign. */
export function states(numeral: Numeral, { measured, metric, derived }: Meaning): boolean {
  const [main = numeral, spread] = numeral.kind === "spread" ? numeral.parts : [numeral];
  if ((spread !== undefined && !derived) || isTooCoarse(main, measured.value)) return false;
  if (agrees(main, measured)) return true;
  const { value, change } = measured;
  if (change === "yes" && main.sign === "" && value < 0) return agrees(main, { ...measured, value: -value });
  const percent = asPercent(main, measured, metric);
  return percent !== null && agrees(main, percent);
}
