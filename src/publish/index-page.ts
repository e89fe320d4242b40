import type { ExperimentCard, PageOf, SiteCoverage, SiteEntry, SiteFinding, SiteTable } from "../contract/index.ts";
import type { Coverage } from "../model/claim.ts";
import { sayCoverage } from "../model/claim.ts";
import { compareText } from "../model/finding.ts";
import { cellOf, numberColumn, plainRow, textColumn } from "./cell.ts";
import type { Checked } from "./status.ts";
import { trailOf } from "./trail.ts";

/** The page that one opens first: what was found, what is open, how much of it is checked. */
export function homePage(input: {
  title: string;
  description: string | null;
  accounting: string;
  coverage: SiteCoverage | null;
  experiments: readonly ExperimentCard[];
  open: readonly SiteEntry[];
  recent: SiteTable | null;
  findings: readonly SiteFinding[];
}): PageOf<"home"> {
  return {
    kind: "home",
    address: "",
    title: input.title,
    description: input.description ?? `What was found, and the log line behind every number. ${input.accounting}.`,
    trail: [],
    accounting: input.accounting,
    coverage: input.coverage,
    experiments: byLatest(input.experiments),
    open: [...input.open],
    recent: input.recent,
    findings: [...input.findings],
  };
}

/** The list of experiments, the latest first. */
export function experimentsPage(experiments: readonly ExperimentCard[], accounting: string): PageOf<"experiments"> {
  return {
    kind: "experiments",
    address: "experiments/",
    title: "Experiments",
    description: "Each experiment with its question and what came out.",
    trail: trailOf(),
    accounting,
    experiments: byLatest(experiments),
  };
}

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
      const { coverage: claims, generated } = one.checked;
      const wrong = wrongIn(claims);
      return plainRow("", [
        cellOf([{ text: one.title, href: one.href }], { below: [one.file] }),
        cellOf([String(claims.total)], { sort: claims.total }),
        cellOf([sayCoverage(claims).replace(/^[^:]*:? ?/, "")]),
        cellOf([String(generated)], { sort: generated }),
        cellOf(wrong === 0 ? [] : [String(wrong)], {
          badges: wrong === 0 ? [] : [{ text: "wrong", tone: "bad" }],
          sort: wrong,
        }),
      ]);
    });
  const columns = [textColumn("Document"), numberColumn("Claims"), textColumn("Checked")];
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

/** The page that explains how numbers are made, rounded and checked. */
export function aboutPage(): PageOf<"about"> {
  return {
    kind: "about",
    address: "about/",
    title: "About the numbers",
    description: "How numbers are read, rounded, compared and checked.",
    trail: trailOf(),
  };
}

/** How many claims of a coverage fail by default. */
function wrongIn(coverage: Coverage): number {
  const bad = ["contradicted", "stale", "wrong-run", "ignored-run", "source-missing"] as const;
  return bad.reduce((sum, name) => sum + coverage[name], 0);
}

function byLatest(experiments: readonly ExperimentCard[]): ExperimentCard[] {
  return [...experiments].sort((a, b) => compareText(b.latest ?? "", a.latest ?? "") || compareText(a.href, b.href));
}
