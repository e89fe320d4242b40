import { describe, expect, test } from "vitest";
import { calibrate } from "../../../bench/chance.ts";
import { MOST_CHANCE } from "../../../src/claims/bind/chance.ts";

const TRIALS = 150;

describe("the chance that a number agrees by accident", () => {
  const rows = calibrate(7, TRIALS);

  test.each(rows.map((row) => [`${row.form}, ${row.decimals} decimals`, row] as const))(
    "%s: random numbers agree about as often as it says",
    (_, { estimated, agreeing }) => {
      const spread = Math.sqrt((estimated * (1 - estimated)) / TRIALS);
      expect(Math.abs(agreeing - estimated)).toBeLessThan(4 * spread + 1 / TRIALS);
    },
  );

  test("of random numbers beside words that name a run and a metric fewer are supported than the limit allows", () => {
    const supported = rows.reduce((sum, row) => sum + row.supported, 0) / rows.length;
    expect(supported).toBeLessThan(MOST_CHANCE);
  });

  test("it grows with what the words leave open, and tenfold with each digit that is left out", () => {
    const at = (form: string, decimals: number) =>
      rows.find((row) => row.form === form && row.decimals === decimals)?.estimated ?? Number.NaN;
    expect(at("run, metric", 3)).toBeGreaterThan(at("run, metric, reduction", 3));
    expect(at("run, metric without its split", 3)).toBeGreaterThan(at("run, metric", 3));
    expect(at("run, metric, reduction", 3) / at("run, metric, reduction", 4)).toBeCloseTo(10, 0);
  });
});
