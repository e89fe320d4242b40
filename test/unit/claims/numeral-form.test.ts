import { describe, expect, test } from "vitest";
import { findNumerals, parseNumeral } from "../../../src/claims/text/numeral.ts";
import { printLike } from "../../../src/claims/text/numeral-format.ts";
import { logged } from "../../../src/claims/value/interval.ts";

function read(text: string) {
  const numeral = parseNumeral(text);
  if (numeral === null) throw new Error(`not a numeral: ${text}`);
  return numeral;
}

/** The text and value of each numeral. */
function values(text: string): [string, number][] {
  return findNumerals(text).map((one) => [one.text, Number(one.value.toPrecision(12))]);
}

describe("forms of one number", () => {
  test.each([
    ["−0.2", -0.2],
    ["–0.2", -0.2],
    ["-0.2", -0.2],
    ["﹣0.2", -0.2],
    ["－0.2", -0.2],
    ["‑0.2", -0.2],
    ["12\u2009345", 12_345],
    ["12\u00a0345", 12_345],
    ["12'345", 12_345],
    ["12{,}345", 12_345],
    ["12\\,345", 12_345],
    ["1_234_567", 1_234_567],
    ["0,87", 0.87],
    ["0,875", 0.875],
    ["1,234", 1234],
    ["1.234,5", 1234.5],
    ["12,5 %", 0.125],
    ["1,2e-3", 0.0012],
    ["1e-3", 0.001],
    ["1.2E−3", 0.0012],
    ["10^-3", 0.001],
    ["10⁻³", 0.001],
    ["10^{6}", 1e6],
    ["1.2 \\times 10^{-3}", 0.0012],
    ["1.2\\cdot10^{-3}", 0.0012],
    ["3*10**4", 30_000],
    ["71.3 percent", 0.713],
    ["71.3\\%", 0.713],
    ["71.3\\,\\%", 0.713],
    ["2 pp", 0.02],
    ["2.0 percentage points", 0.02],
    ["2.0 %-points", 0.02],
    ["1.4×", 1.4],
    ["1.4\\times", 1.4],
    ["3-fold", 3],
    ["3.5fold", 3.5],
    ["45 µs", 45e-6],
    ["45\\,\\text{ms}", 0.045],
    ["3 days", 259_200],
    ["1h 23m", 4980],
    ["1h23m45s", 5025],
    ["2 h 5 min", 7500],
    ["3 min 20.5 s", 200.5],
    ["1.5 TiB", 1.5 * 1024 ** 4],
    ["124M", 124e6],
    ["1.4T", 1.4e12],
    ["3.2 GFLOPs", 3.2e9],
    ["350 W", 350],
    ["1,200 tokens/s", 1200],
    ["1200 tokens per second", 1200],
    ["85 it/s", 85],
    ["12 of 14", 12 / 14],
    ["12 out of 14", 12 / 14],
    ["12 of the 14", 12 / 14],
    ["0.871 ± 0.004", 0.871],
    ["0.871±0.004", 0.871],
    ["0.871 +/- 0.004", 0.871],
    ["$0.871 \\pm 0.004$", 0.871],
    ["0.871_{\\pm 0.004}", 0.871],
    ["(87.1 ± 0.4) %", 0.871],
    ["\\mathbf{0.87}", 0.87],
    ["$\\mathbf{0.871 \\pm 0.004}$", 0.871],
    ["`0.87`", 0.87],
    ["<0.01", 0.01],
    ["< .05", 0.05],
    ["\\leq 0.05", 0.05],
    ["$<$0.05", 0.05],
    ["≈0.87", 0.87],
    ["~ 0.87", 0.87],
    ["0.81–0.87", 0.84],
    ["0.81 – 0.87", 0.84],
    ["0.81 to 0.87", 0.84],
    ["0.81--0.87", 0.84],
  ])("%s", (text, value) => {
    expect(read(text).value).toBeCloseTo(value, 12);
  });
});

describe("where one number ends and another begins", () => {
  test.each<[string, [string, number][]]>([
    [
      "rose from 0.81 to 0.87",
      [
        ["0.81", 0.81],
        ["0.87", 0.87],
      ],
    ],
    [
      "it improved 0.81 to 0.87",
      [
        ["0.81", 0.81],
        ["0.87", 0.87],
      ],
    ],
    [
      "a CI of [0.81, 0.87]",
      [
        ["0.81", 0.81],
        ["0.87", 0.87],
      ],
    ],
    [
      "0.871 (0.004)",
      [
        ["0.871", 0.871],
        ["0.004", 0.004],
      ],
    ],
    [
      "seeds 0,1,2 and 1,2",
      [
        ["0", 0],
        ["1", 1],
        ["2", 2],
        ["1", 1],
        ["2", 2],
      ],
    ],
    [
      "0,1,87",
      [
        ["0", 0],
        ["1", 1],
        ["87", 87],
      ],
    ],
    [
      "5 -3",
      [
        ["5", 5],
        ["-3", -3],
      ],
    ],
    [
      "12 of 14.5",
      [
        ["12", 12],
        ["14.5", 14.5],
      ],
    ],
    [
      "90 of 100 %",
      [
        ["90", 90],
        ["100 %", 1],
      ],
    ],
    [
      "about 3 times faster, 3 times",
      [
        ["3 times", 3],
        ["3", 3],
      ],
    ],
    [
      "1.4x faster than 8x8",
      [
        ["1.4x", 1.4],
        ["8", 8],
        ["8", 8],
      ],
    ],
    [
      "1,2 and 0,87 and 1,234",
      [
        ["1", 1],
        ["2", 2],
        ["0,87", 0.87],
        ["1,234", 1234],
      ],
    ],
    [
      "1 h and 5 files",
      [
        ["1 h", 3600],
        ["5", 5],
      ],
    ],
    [
      "5 min 90 s",
      [
        ["5 min", 300],
        ["90 s", 90],
      ],
    ],
  ])("%s", (text, expected) => {
    expect(values(text)).toEqual(expected);
  });

  test("a text that marks decimals by commas has no thousands there", () => {
    expect(findNumerals("1,234 und 12,5 und 1.234", ",").map(({ value }) => value)).toEqual([1.234, 12.5, 1234]);
  });
});

describe("what goes with a number", () => {
  test.each([
    ["at least 0.9", ">="],
    ["no more than 0.9", "<="],
    ["more than 0.9", ">"],
    ["under 0.9", "<"],
    ["up to 0.9", "<="],
    ["is 0.9", null],
  ])("%s", (text, worded) => {
    const [numeral] = findNumerals(text);
    expect(numeral).toMatchObject({ kind: "value", bound: null, worded, text: "0.9" });
  });

  test.each(["about 0.87", "nearly 0.87", "≈ 0.87", "$\\sim$0.87", "just over 0.87"])(
    "%s is no exact number",
    (text) => {
      expect(findNumerals(text)[0]).toMatchObject({ approximate: true, value: 0.87 });
    },
  );

  test("whole minutes are precise to half a minute", () => {
    expect(read("1h 23m").interval).toEqual([4950, 5010]);
    expect(read("3 min 20.5 s").interval).toEqual([200.45, 200.55]);
  });
});

describe("printed again", () => {
  test.each([
    ["0,87", 0.9123, "0,91"],
    ["1.234,5", 9876.54, "9.876,5"],
    ["12{,}345", 9_876_543, "9{,}876{,}543"],
    ["12'345", 9876, "9'876"],
    ["－0.20", -0.31, "－0.31"],
    ["10⁻³", 1e-4, "10⁻⁴"],
    ["10^-3", 4e-4, "4 × 10^-4"],
    ["1.2 \\times 10^{-3}", 0.0456, "4.6 \\times 10^{-2}"],
    ["71.3\\,\\%", 0.7012, "70.1\\,\\%"],
    ["1h 23m", 5000, null],
    ["(87.1 ± 0.4) %", 0.8812, "(88.1 ± 0.4) %"],
  ])("%s with %d is %s", (form, value, expected) => {
    expect(printLike(read(form), logged(value, null))).toBe(expected);
  });
});
