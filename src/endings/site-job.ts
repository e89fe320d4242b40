import type { Config } from "../config.ts";
import { identities } from "../disk/snapshot.ts";
import type { PressJob } from "../edition/press.ts";
import type { Workshop } from "../edition/workshop.ts";
import { openWorkshop } from "../edition/workshop.ts";
import type { ExperimentPlan } from "../experiments/group.ts";
import { openCatalog } from "../project/catalog.ts";
import type { Compiled } from "../project/compilation.ts";
import type { NestedProjects } from "../project/nested.ts";
import { openDesk } from "../publish/desk.ts";
import type { SourceInput } from "./site-source.ts";
import { openSource } from "./site-source.ts";

/** What a thread that makes pages is started with: plain data only, which is copied to it. */
export interface SiteJob {
  source: SourceInput;
  config: Config;
  plans: ExperimentPlan[];
  nested: NestedProjects;
  identities: ReadonlyMap<string, string | null>;
  press: PressJob;
}

/** The job of a thread that makes pages of a compile. */
export function siteJob(compiled: Compiled, given: Pick<SiteJob, "source" | "config" | "press">): SiteJob {
  const plans = [...compiled.catalog.plans.values()];
  const identity = identities(compiled.snapshot);
  const files = plans.flatMap((plan) => plan.sources.flatMap((source) => source.files));
  return {
    ...given,
    plans,
    nested: compiled.catalog.nested,
    identities: new Map(files.map((file) => [file, identity(file)])),
  };
}

/** Opens the workshop of such a thread. */
export function openSiteJob({ source, config, plans, nested, identities: known, press }: SiteJob): Workshop {
  const { root, key, tree } = source;
  const identity = (path: string) => known.get(path) ?? null;
  const catalog = openCatalog({ root, key, tree, plans, changed: new Set(), settings: config, nested, identity });
  return openWorkshop(openDesk(openSource(source, catalog)), press);
}
