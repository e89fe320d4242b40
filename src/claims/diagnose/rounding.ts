import { isTruncated, readingsOf } from "../value/interval.ts";
import type { Explanation, Wrong } from "./explanation.ts";
import { ELSEWHERE, NEIGHBOUR, SLIP, slip } from "./explanation.ts";

/** The number is one unit of the last place off: cut off, rounded twice, or rounded up where it should go down. */
export function ofRounding(wrong: Wrong): Explanation[] {
  const { numeral, bySize = false } = wrong;
  const { value } = wrong.measured;
  const measured = { ...wrong.measured, value: bySize ? -value : value };
  if (numeral.kind !== "value" || numeral.approximate) return [];
  if (isTruncated(numeral, measured)) return [slip("truncated instead of rounded", SLIP)];
  for (const { interval, value: truth } of readingsOf(numeral, measured)) {
    const last = interval[1] - interval[0];
    const [printed, exact] = [(interval[0] + interval[1]) / 2 / last, truth / last];
    const beyond = Math.abs(printed) - Math.abs(exact);
    if (!(beyond > 0 && beyond < 1) || printed * exact < 0) continue;
    if (!isRoundedTwice(printed, exact)) return [slip("rounded up instead of to the nearest", ELSEWHERE)];
    const between = Math.round(Math.abs(exact) * 10) / 10;
    const steps = [
      [exact, 2],
      [between, 1],
      [printed, 0],
    ] as const;
    const places = numeral.decimals;
    const said = steps.map(([at, more]) => (Math.abs(at) / 10 ** places).toFixed(places + more));
    return [slip(`rounded twice: ${said.slice(1).join(", then ")}`, NEIGHBOUR)];
  }
  return [];
}

/** `0.8449` to `0.845` and that to `0.85`: in units of the last place 84.49, 84.5, 85. */
function isRoundedTwice(printed: number, exact: number): boolean {
  const tenths = Math.round(Math.abs(exact) * 10);
  return tenths % 10 === 5 && Math.round(Math.abs(printed)) === (tenths + 5) / 10;
}
