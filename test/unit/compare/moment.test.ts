import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { endOf, momentOf, sayInexact, sayMoment, startOf } from "../../../src/compare/verdict/moment.ts";
import { makeRun } from "../run-factory.ts";

const HOUR = 3_600_000;
const at = Date.UTC(2026, 1, 10, 9, 30, 15);

describe("a recorded time", () => {
  test("with an offset, or of a clock in UTC, is one second", () => {
    const second = { earliest: at, latest: at + 999 };
    for (const text of ["2026-02-10T09:30:15Z", "2026-02-10 10:30:15+01:00", "2026-02-10T04:00:15-0530"])
      expect(momentOf(text, "local"), text).toEqual(second);
    expect(momentOf("2026-02-10T09:30:15", "utc")).toEqual(second);
    expect(momentOf("2026-02-10T09:30:15.250", "utc")).toEqual({ earliest: at + 250, latest: at + 250 });
  });

  test("of a clock on some wall is anywhere on Earth", () => {
    const wide = { earliest: at - 14 * HOUR, latest: at + 999 + 12 * HOUR };
    for (const text of ["2026-02-10T09:30:15", "2026-02-10T09-30-15", "20260210_093015"])
      for (const clock of ["local", "offset", undefined] as const) expect(momentOf(text, clock), text).toEqual(wide);
  });

  test("of a day alone is that day", () => {
    const day = Date.UTC(2026, 1, 10);
    expect(momentOf("2026-02-10", "utc")).toEqual({ earliest: day, latest: day + 24 * HOUR - 1 });
  });

  test("is said with its zone, and what leaves it open", () => {
    expect(["2026-02-10T09:30:15.5Z", "20260210_093015", "2026-02-10T09:30+01:00", "soon"].map(sayMoment)).toEqual([
      "2026-02-10 09:30:15 UTC",
      "2026-02-10 09:30:15",
      "2026-02-10 09:30 +01:00",
      "soon",
    ]);
    expect(sayInexact("2026-02-10T09:30:15", "local")).toBe("has no time zone");
    expect(sayInexact("2026-02-10T09:30", "utc")).toBe("is not given to the second");
    expect(sayInexact("2026-02-10T09:30:15Z", "local")).toBe("is in the same second");
    expect(sayInexact("soon", "utc")).toBe("cannot be read as a time");
  });

  test("that cannot be read is unknown", () => {
    const unknown = { earliest: Number.NEGATIVE_INFINITY, latest: Number.POSITIVE_INFINITY };
    for (const text of [null, "", "yesterday", "1770716715"]) expect(momentOf(text, "utc")).toEqual(unknown);
  });

  test("holds the moment it is a local form of, in every zone", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e12 }), fc.integer({ min: -12 * 4, max: 14 * 4 }), (time, quarters) => {
        const local = new Date(time + quarters * (HOUR / 4)).toISOString().slice(0, 19);
        const { earliest, latest } = momentOf(local, "local");
        expect(earliest <= time && time <= latest).toBe(true);
      }),
    );
  });
});

test("the first start and end of several runs; one that is not recorded may have been first", () => {
  const run = (startedAt: string | null, endedAt: string | null) => makeRun("a", { startedAt, endedAt, clock: "utc" });
  const [early, late] = [run("2026-02-10T09:30:15Z", "2026-02-10T10:30:15Z"), run("2026-02-11T09:30:15Z", null)];
  expect(startOf([late, early])).toEqual({ earliest: at, latest: at + 999 });
  expect(endOf([late, early])).toEqual({ earliest: at + HOUR, latest: at + HOUR + 999 });
  expect(startOf([early, run(null, null)])).toEqual({ earliest: Number.NEGATIVE_INFINITY, latest: at + 999 });
  expect(startOf([run(null, "2026-02-10T09:30:15Z")]).latest).toBe(at + 999);
});
