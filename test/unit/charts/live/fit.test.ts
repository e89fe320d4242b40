import { expect, test } from "vitest";
import { fitBox, hasNames } from "../../../../src/charts/live/fit.ts";

const box = { width: 545, height: 330, left: 66, top: 44, plotWidth: 410, plotHeight: 240, named: true };

test("letters keep their size: the plot takes what the new size leaves", () => {
  const wide = fitBox(box, { width: 800, height: 330 });
  expect(wide).toMatchObject({ left: 66, top: 44, width: 800, plotWidth: 800 - 66 - 69, plotHeight: 240 });
  expect(hasNames(wide)).toBe(true);
});

test("a narrow drawing has no names at the ends of its lines", () => {
  const narrow = fitBox(box, { width: 326, height: 271.5 });
  expect(narrow.plotWidth).toBe(326 - 66 - 14);
  expect(narrow.plotHeight).toBe(271.5 - 44 - 46);
  expect(hasNames(narrow)).toBe(false);
  expect(hasNames(fitBox({ ...box, plotWidth: 250 }, { width: 500, height: 330 }))).toBe(false);
});

test("nothing gets narrower than can be read", () => {
  expect(fitBox(box, { width: 90, height: 10 })).toMatchObject({ width: 240, height: 120 });
});
