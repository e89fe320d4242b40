import { writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { metricsOfCsv } from "../../../src/readers/format/csv-metrics.ts";
import { scanCsv } from "../../../src/readers/format/csv-scan.ts";
import { seriesOfTable } from "../../../src/readers/format/table-metrics.ts";
import { makeProject } from "./scratch-project.ts";

const CELLS = (
  " 0 1 2.5 -2e-5 nan NaN inf -Infinity 1e400 abc 0x10 1_000 +5 .5 5. 007 -0 NA 0.1234567890123456 " +
  "123456789012345678901234567890 1e-320 - 1e 3.0e+05 infinity"
).split(" ");
const form = { step: "step", wall: "timestamp", others: ["epoch"] };

describe("rows of plain numbers", () => {
  it("are read just as those that are cut into cells", () => {
    const root = makeProject({ "a.csv": "" });
    const row = fc.array(fc.oneof(fc.constantFrom(...CELLS), fc.double().map(String)), { minLength: 1, maxLength: 7 });
    const rows = fc.array(row, { maxLength: 20 });
    fc.assert(
      fc.property(rows, fc.constantFrom("\n", "\r\n"), fc.boolean(), (table, end, known) => {
        const all = [["epoch", "step", "timestamp", "loss", "val_loss"], ...table];
        // A cell in quotes is never read the fast way.
        const read = (quote: string) => {
          const text = all.map((cells) => cells.map((cell) => quote + cell + quote).join(",") + end).join("");
          writeFileSync(join(root, "a.csv"), text);
          const scan = scanCsv({ root, path: "a.csv", keep: true, ...(known && { form }) });
          return [metricsOfCsv(scan), seriesOfTable(scan.table), scan.findings, scan.table.order];
        };
        const isBlank = table.some((cells) => cells.length === 1 && cells[0] === "");
        if (!isBlank) expect(read("")).toEqual(read('"'));
      }),
      { numRuns: 300 },
    );
  });

  it("may end at the edge of a chunk", () => {
    const lines = Array.from({ length: 60_000 }, (_, at) => `${at},${at / 7},${at % 3 === 0 ? "" : -at}\r\n`);
    const root = makeProject({ "m.csv": `step,a,b\r\n${lines.join("")}` });
    const { table, findings } = scanCsv({ root, path: "m.csv", keep: true, form: { step: "step" } });
    const [a, b] = seriesOfTable(table);
    expect(findings).toEqual([]);
    expect([...(a?.value ?? [])]).toEqual(lines.map((_, at) => at / 7));
    expect([b?.value.length, b?.value.at(-1), b?.line.at(-1), a?.step.at(-1)]).toEqual([
      40_000, -59_999, 60_001, 59_999,
    ]);
    expect(metricsOfCsv({ path: "m.csv", table, columns: new Map(), findings })[0]?.metric.last.evidence.literal).toBe(
      String(59_999 / 7),
    );
  });
});
