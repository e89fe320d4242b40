import { summarizeAccounting } from "../model/accounting.ts";
import { sayCoverage } from "../model/claim.ts";
import { findProject, loadConfig } from "../project/setup.ts";
import { exitCodeOf } from "../project/severity.ts";
import type { Invocation, Outcome } from "./command.ts";
import { flag, progressOf, textOption } from "./command.ts";
import { annotationsOf, report } from "./findings.ts";

/** `docs build`: syncs the documents unless told not to, then makes the site; only pages whose data changed are made again. */
export async function run(invocation: Invocation): Promise<Outcome> {
  const setup = findProject(invocation.host.cwd, invocation.global.config);
  const config = await loadConfig(setup);
  const { buildProject } = await import("../endings/site.ts");
  const portable = flag(invocation, "portable");
  const write = invocation.options.sync !== false;
  const wanted = {
    setup,
    config,
    out: textOption(invocation, "out"),
    portable,
    write,
    holder: invocation.host,
    say: progressOf(invocation),
  };
  const { compiled, out, result } = await buildProject(wanted);
  const { findings } = compiled;
  const summary = [
    summarizeAccounting(compiled.accounting),
    `${sayCoverage(compiled.coverage)}; ${compiled.generated} generated numbers in documents and comparisons`,
    `${result.files} files in ${out}, ${result.written} written, ${result.removed} removed`,
    portable
      ? `open ${out}/index.html in a browser`
      : `open ${out}/index.html through any web server, or run \`docs dev\``,
  ];
  const parts = [findings.length > 0 ? report(invocation, setup.root, { findings }) : ""];
  if (!invocation.global.quiet) parts.push(`${summary.join("\n")}\n`);
  return {
    exit: exitCodeOf(findings, flag(invocation, "strict")),
    text: parts.filter(Boolean).join("\n"),
    json: { out, ...result, accounting: compiled.accounting, coverage: compiled.coverage },
    findings,
    annotations: annotationsOf(invocation, setup.root, findings),
  };
}
