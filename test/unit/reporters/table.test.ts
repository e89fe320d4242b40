import { expect, test } from "vitest";
import { csv } from "../../../src/reporters/csv.ts";
import { textTable } from "../../../src/reporters/table.ts";

test("columns are as wide as what is in them; numbers stand right", () => {
  const table = {
    head: ["run", "acc"],
    numeric: [false, true],
    rows: [
      ["数据", "0.9"],
      ["baseline", "0.8125"],
    ],
  };
  expect(textTable(table)).toBe(`run          acc
--------  ------
数据         0.9
baseline  0.8125
`);
});

test("a cell cannot break out of its line", () => {
  const table = { head: ["run"], numeric: [], rows: [["a\nb\x1b[2J"], ["x".repeat(100)]] };
  const lines = textTable(table).split("\n");
  expect(lines[2]).toBe("a b\\u{001B}[2J");
  expect(lines[3]).toBe(`${"x".repeat(59)}…`);
});

test("csv keeps numbers exact, quotes texts that need it and disarms formulas", () => {
  const row = [0.1 + 0.2, Number.NaN, -Infinity, null, true, 'a "b", c', "=cmd()", "-1.5", "x\ny"];
  expect(csv(["a"], [row])).toBe('a\n0.30000000000000004,nan,-inf,,true,"a ""b"", c",\'=cmd(),-1.5,"x\ny"\n');
});
