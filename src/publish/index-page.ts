import type { PageOf, SiteCoverage } from "../contract/index.ts";
import type { Coverage } from "../model/claim.ts";
import { sayCoverage } from "../model/claim.ts";
import { compareText } from "../model/finding.ts";
import { cellOf, numberColumn, plainRow, textColumn } from "./cell.ts";
import type { Checked } from "./status.ts";
import { trailOf } from "./trail.ts";

/** A document in the list; `experiment`: the address of the one it belongs to. */
export interface DocumentEntry {
  title: string;
  file: string;
  href: string;
  checked: Checked;
  experiment: string | null;
}

/** The list of documents with what was checked in each. */
export function documentsPage(documents: readonly DocumentEntry[], coverage: SiteCoverage | null): PageOf<"documents"> {
  const rows = [...documents]
    .sort((a, b) => compareText(a.file, b.file))
    .map((one) => {
      const { coverage: claims, generated, unlinked = 0 } = one.checked;
      const wrong = wrongIn(claims);
      return plainRow("", [
        cellOf([{ text: one.title, href: one.href }], { below: [one.file] }),
        cellOf([String(claims.total)], { sort: claims.total }),
        cellOf([sayCoverage(claims).replace(/^[^:]*:? ?/, "") || "–"]),
        cellOf([unlinked === 0 ? "–" : String(unlinked)], { sort: unlinked }),
        cellOf([String(generated)], { sort: generated }),
        cellOf([wrong === 0 ? "–" : String(wrong)], {
          badges: wrong === 0 ? [] : [{ text: "wrong", tone: "bad" }],
          sort: wrong,
        }),
      ]);
    });
  const columns = [textColumn("Document"), numberColumn("Claims"), textColumn("Checked")];
  columns.push(numberColumn("Not checked", "numbers without a link"));
  columns.push(numberColumn("Generated", "filled from logs"), textColumn("Wrong"));
  return {
    kind: "documents",
    address: "documents/",
    title: "Documents",
    description: "What was written; each number that links to a log was checked against it.",
    trail: trailOf(),
    coverage,
    table: { caption: "Documents", columns, rows, note: null },
  };
}

/** How many claims of a coverage fail by default. */
function wrongIn(coverage: Coverage): number {
  const bad = ["contradicted", "stale", "wrong-run", "ignored-run", "source-missing"] as const;
  return bad.reduce((sum, name) => sum + coverage[name], 0);
}
