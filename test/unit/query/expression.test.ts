import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseFilter, printFilter } from "../../../src/query/expression.ts";
import { parseField, printField } from "../../../src/query/field.ts";
import { QueryError, showQueryError } from "../../../src/query/query-error.ts";

describe("parseFilter", () => {
  test.each([
    ["metrics.val_accuracy > 0.9 and params.lr < 1e-3", "metrics.val_accuracy > 0.9 and params.lr < 1e-3"],
    ["status=finished", "status = finished"],
    ['tags contains x OR name ~ "shift"', "tags contains x or name ~ shift"],
    ["a.b = 1", "run.a.b = 1"],
    ['metrics."val/loss" == .5', "metrics.val/loss = .5"],
    ['metrics."val loss"@best <> -1', 'metrics."val loss"@best != -1'],
    ["not (seed = 1 or seed = 2) and tags contains x", "not (seed = 1 or seed = 2) and tags contains x"],
    ["(seed = 1)", "seed = 1"],
    ["seed in (1, 2,'three')", "seed in (1, 2, three)"],
    [
      "param.augment = none and run_id = x and attributes.start_time > 2026-01-31",
      "params.augment = none and id = x and started > 2026-01-31",
    ],
    ['name = "true"', 'name = "true"'],
    ["params.x = null or params.x = TRUE", "params.x = null or params.x = true"],
  ])("%s", (text, printed) => {
    expect(printFilter(parseFilter(text))).toBe(printed);
  });

  test.each([
    ["", "expected a field", 0],
    ["metrics.loss", "expected a comparison after `metrics.loss`", 12],
    ["metrics.loss >", "expected a value", 14],
    ["metrics.loss > 0.9 && seed = 1", "expected `and` or `or`", 19],
    ["(seed = 1", "this parenthesis is not closed", 0],
    ["seed = 1)", "this parenthesis closes nothing", 8],
    ["seed ! 1", "`!` alone means nothing", 5],
    ["name = 'x", "a quote is not closed", 7],
    ["metrics. > 1", "expected a name after `metrics.`", 0],
    ["seed in 1", "expected a list after `in`", 8],
    ["seed = and", "expected a value", 7],
    ["0.9 < 1 <", "expected `and` or `or`", 8],
    ["(".repeat(100_000), "this is nested too deeply", 60],
  ])("%s is refused with its place", (text, message, start) => {
    let error: unknown = null;
    try {
      parseFilter(text);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(QueryError);
    expect(error).toMatchObject({ message, start });
  });

  test("the place is shown below the text", () => {
    const error = new QueryError("expected a value", { start: 7, end: 10 }, "Write one.");
    expect(showQueryError(error, "seed = and")).toBe("expected a value\n  seed = and\n         ^^^");
  });

  test("any text is read or refused, and what is read prints as itself", () => {
    const word = fc.constantFrom(
      "metrics.a",
      'params."b c"',
      "name",
      "and",
      "or",
      "not",
      "(",
      ")",
      "in",
      "contains",
      "=",
      "~",
      "1e-3",
      "'x y'",
      ",",
      "nan",
      "null",
      "metrics.a@best",
      "x",
    );
    const text = fc.oneof(
      fc.array(word, { maxLength: 12 }).map((words) => words.join(" ")),
      fc.string({ unit: "binary" }),
    );
    fc.assert(
      fc.property(text, (filter) => {
        try {
          const printed = printFilter(parseFilter(filter));
          expect(printFilter(parseFilter(printed))).toBe(printed);
        } catch (error) {
          expect(error).toBeInstanceOf(QueryError);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

test("any name can be asked for", () => {
  const scope = fc.constantFrom("metrics" as const, "params" as const, "environment" as const);
  fc.assert(
    fc.property(scope, fc.string({ minLength: 1, unit: "binary" }), (of, name) => {
      const field = { scope: of, name, point: null, start: 0, end: 0 };
      expect(parseField(printField(field))).toMatchObject({ scope: of, name, point: null });
    }),
  );
});
