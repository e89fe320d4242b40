import type { SiteData } from "../contract/index.ts";
import type { Compiled } from "../project/compilation.ts";
import { publish } from "../publish/site-data.ts";
import { ALWAYS } from "../redaction/redactor.ts";
import type { SiteTitle } from "./site-plan.ts";
import { documentPlan, progressIn, sourceInput } from "./site-plan.ts";
import { openSource } from "./site-source.ts";

/** The data of a whole site, page by page and without a cache, for programs that do something else with it than building it. */
export function publicationOf(compiled: Compiled, named: SiteTitle): SiteData {
  const { redact = ALWAYS, ...name } = named;
  const { source, documents } = sourceInput(compiled, { key: "", redact });
  return publish({
    ...openSource(source, compiled.catalog),
    ...name,
    documents: documents.map((one) => documentPlan(compiled, one, "").load().document),
    findings: compiled.findings,
    progress: progressIn(compiled),
  });
}
