import { exitCodeOfReading } from "../project/open.ts";
import { flatTable, recordOf } from "../query/record.ts";
import { csv } from "../reporters/csv.ts";
import { asJsonLines } from "../reporters/json-lines.ts";
import type { Invocation, Outcome } from "./command.ts";
import { formatOption } from "./command.ts";
import { openRuns } from "./selection.ts";

const FORMATS = ["json", "csv", "jsonl"] as const;

/** `docs export`: every run of some or all experiments, with its params, metrics and where each was read. */
export async function run(invocation: Invocation): Promise<Outcome> {
  const format = formatOption(invocation, FORMATS);
  const open = await openRuns(invocation, invocation.args);
  const records = open.rows.map((row) => ({ ...recordOf(row), paramDetails: row.run.params }));
  const table = format === "csv" ? flatTable(open.rows) : null;
  return {
    exit: exitCodeOfReading(open.findings),
    text: table === null ? asJsonLines(records, format === "json") : csv(table.head, table.rows),
    json: { runs: records, accounting: open.accounting },
    findings: open.findings,
  };
}
