import { expect, test } from "vitest";
import { qualifySelector } from "../../../src/model/qualified-selector.ts";

test.each([
  ["a/test/acc", "e/x%201/a/test/acc"],
  ["mean(a/m)", "mean(e/x%201/a/m)"],
  ["pp(mean(a/m@best), mean(b/m@best))", "pp(mean(e/x%201/a/m@best), mean(e/x%201/b/m@best))"],
  ["std(a/m, b/m)", "std(e/x%201/a/m, e/x%201/b/m)"],
  ["mean(lr=0.1/weighted avg_f1)", "mean(e/x%201/lr=0.1/weighted avg_f1)"],
  ["n=10,lr=0.1/m", "e/x%201/n=10%2Clr=0.1/m"],
  ["", ""],
])("%s is %s in the whole project", (selector, qualified) => {
  expect(qualifySelector(selector, { id: "e/x 1", name: "x" })).toBe(qualified);
});

test("an experiment in the root of a project goes by its name", () => {
  expect(qualifySelector("a/m", { id: "", name: "mine" })).toBe("mine/a/m");
});
