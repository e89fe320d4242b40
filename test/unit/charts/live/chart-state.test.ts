import fc from "fast-check";
import { expect, test } from "vitest";
import type { ChartState } from "../../../../src/charts/live/chart-state.ts";
import { PLAIN, readState, writeState } from "../../../../src/charts/live/chart-state.ts";

const states: fc.Arbitrary<ChartState> = fc.record({
  smooth: fc.integer({ min: 0, max: 99 }).map((one) => one / 100),
  y: fc.constantFrom(null, "linear", "log"),
  x: fc.constantFrom("step", "epoch", "time", "wall"),
  spread: fc.constantFrom("runs", "deviation", "range", "none"),
  clip: fc.boolean(),
  zoom: fc.option(fc.tuple(fc.integer({ min: -99, max: 0 }), fc.integer({ min: 1, max: 99 }))),
  hidden: fc.array(fc.string()),
});

test("what is written is read again", () => {
  fc.assert(
    fc.property(states, (state) => {
      expect(readState(writeState(state, ""))).toEqual(state);
    }),
  );
});

test("the address is short, and what is as by default is not in it", () => {
  expect(writeState(PLAIN, "?smooth=0.5&zoom=1_2")).toBe("");
  expect(writeState({ ...PLAIN, y: "log", smooth: 0.6, x: "time" }, "?runs=a,b")).toBe(
    "?runs=a,b&smooth=0.6&y=log&x=time",
  );
});

test.each([
  "?smooth=x&y=up&x=__proto__&spread=all&zoom=1",
  "?smooth=1&zoom=5_2",
  "?smooth=-1&zoom=1_2_3&clip=yes",
  "?zoom=_",
])("%s says nothing", (query) => {
  expect(readState(query)).toEqual(PLAIN);
});
