import type { Finding } from "../model/finding.ts";
import { finding } from "../model/finding.ts";
import type { Check, CheckInput } from "./check.ts";
import { isReport, REPORT_SECTIONS, reportSectionsIn } from "./report.ts";

/** A report has its six sections, in their order. */
export const sectionsInOrder: Check = { codes: ["report/section-missing", "report/section-order"], check };

function check({ document }: CheckInput): Finding[] {
  if (!isReport(document)) return [];
  const { file } = document;
  const found = reportSectionsIn(document);
  const missing = REPORT_SECTIONS.filter((name) => !found.has(name)).map((name) =>
    finding({ code: "report/section-missing", file, message: `The report has no section “${name}”.` }),
  );
  const present = REPORT_SECTIONS.flatMap((name) => {
    const section = found.get(name);
    return section === undefined ? [] : [{ name, section }];
  });
  const misplaced = present.flatMap(({ name, section }, index) => {
    const before = present[index - 1];
    if (before === undefined || before.section.start < section.start) return [];
    const message = `“${name}” stands before “${before.name}” (line ${before.section.line}).`;
    return [finding({ code: "report/section-order", file, line: section.line, column: 1, message })];
  });
  return [...missing, ...misplaced];
}
