import { describe, expect, test } from "vitest";
import { findNumberWords } from "../../../src/claims/text/number-word.ts";
import { findRanks } from "../../../src/claims/text/rank.ts";

describe("numbers in words", () => {
  test.each<[string, [string, number][]]>([
    ["in three runs", [["three", 3]]],
    [
      "Twelve independent trials and one seed",
      [
        ["Twelve", 12],
        ["one", 1],
      ],
    ],
    ["three of five", [["three of five", 0.6]]],
    ["four out of the 5 seeds", [["four out of the 5", 0.8]]],
    ["two percentage points more", [["two percentage points", 0.02]]],
    ["two seconds", [["two seconds", 2]]],
    [
      "a threefold gain, three-fold",
      [
        ["threefold", 3],
        ["three-fold", 3],
      ],
    ],
    ["two times faster", [["two times", 2]]],
    ["zero failures", [["zero", 0]]],
    ["all five of them", []],
    ["one can see, the one that is best, no one has", []],
    ["two-layer, two thirds, zero-shot, twofolded", []],
    ["one of the best", []],
    ["someone, often, tenth", []],
  ])("%s", (text, expected) => {
    const found = findNumberWords(text);
    expect(found.map((one) => [one.text, Number(one.value.toPrecision(12))])).toEqual(expected);
    for (const { start, end, text: own } of found) expect(text.slice(start, end)).toBe(own);
  });
});

describe("ranks", () => {
  test.each<[string, [string, number, string | null][]]>([
    ["ranks third of five", [["ranks third", 3, null]]],
    ["the second-best run", [["second-best", 2, "best"]]],
    ["Third highest accuracy", [["Third highest", 3, "highest"]]],
    ["takes first place", [["first place", 1, null]]],
    ["came in 2nd", [["came in 2nd", 2, null]]],
    [
      "ranked #2 and rank 3",
      [
        ["ranked #2", 2, null],
        ["rank 3", 3, null],
      ],
    ],
    [
      "the 2nd and the 1st",
      [
        ["2nd", 2, null],
        ["1st", 1, null],
      ],
    ],
    ["the runner-up", [["runner-up", 2, null]]],
    ["it finishes last", [["finishes last", 1, null]]],
    ["1200 tokens per second; the first epoch; the last step; a second run; came second", [["came second", 2, null]]],
    ["rank 2.5 and the 95th percentile", []],
    ["the 3rd epoch", []],
  ])("%s", (text, expected) => {
    expect(findRanks(text).map(({ text: own, rank, superlative }) => [own, rank, superlative])).toEqual(expected);
  });

  test("the last place is counted from the end", () => {
    expect(findRanks("second to last")[0]).toMatchObject({ rank: 2, fromEnd: true });
    expect(findRanks("ranks last")[0]).toMatchObject({ rank: 1, fromEnd: true });
  });
});
