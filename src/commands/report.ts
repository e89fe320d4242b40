import { UsageError } from "../errors.ts";
import type { ProjectCatalog } from "../project/catalog.ts";
import { elsewhere } from "../project/nested.ts";
import { experimentsNamed, openProject, suggestExperiments } from "../project/open.ts";
import { findProject, loadConfig } from "../project/setup.ts";
import type { Invocation, Outcome } from "./command.ts";
import { flag } from "./command.ts";

/** `docs report`: makes report.md, with its figures, for the experiments that are named and have none. */
export async function run(invocation: Invocation): Promise<Outcome> {
  const setup = findProject(invocation.host.cwd, invocation.global.config);
  const config = await loadConfig(setup);
  if (invocation.args.length === 0 && !flag(invocation, "all")) {
    throw new UsageError("which experiment?", "Name one (`docs report <experiment>`), or use --all.");
  }
  const { catalog } = await openProject(invocation.host.cwd, invocation.global.config);
  const unknown = invocation.args.find((name) => experimentsNamed(catalog, name).length === 0);
  if (unknown !== undefined)
    throw new UsageError(`there is no experiment \`${unknown}\``, suggestExperiments(catalog, unknown));
  refuseNested(catalog, invocation);
  const { synchronize } = await import("../endings/synchronize.ts");
  const wanted = flag(invocation, "all") ? "all" : new Set(invocation.args);
  const write = !flag(invocation, "dryRun");
  const compiled = await synchronize({
    setup,
    config,
    write,
    holder: invocation.host,
    reports: wanted,
  });
  const written = compiled.writes.map((one) => one.path);
  const { unifiedDiff } = await import("../reporters/diff.ts");
  const reports = written.filter((path) => path.endsWith("report.md"));
  const nothing =
    compiled.experiments.length === 0
      ? "no experiments found; `docs doctor` says where they are looked for"
      : "no report was missing";
  const said = reports.length === 0 ? nothing : `${write ? "wrote" : "would write"} ${reports.join(", ")}`;
  const diff = write ? "" : unifiedDiff(compiled.writes, { color: invocation.host.terminal.color });
  return { exit: 0, text: `${diff}${said}\n`, json: { written }, findings: [] };
}

/** What another project makes is asked for there. */
function refuseNested(catalog: ProjectCatalog, { args, host }: Invocation): void {
  for (const name of args) {
    const places = experimentsNamed(catalog, name).flatMap((id) => catalog.plans.get(id)?.place ?? []);
    const [project = null, ...others] = places.map(catalog.projectOf);
    if (project === null || others.includes(null)) continue;
    throw elsewhere(`\`${name}\``, project, { cwd: host.cwd, root: catalog.root });
  }
}
