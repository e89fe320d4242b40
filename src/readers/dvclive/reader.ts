import type { Run } from "../../model/run.ts";
import type { Listing, Tree } from "../../model/tree.ts";
import { baseName } from "../../model/tree.ts";
import type { Reader, Source } from "../reader.ts";
import { detectLive, readLive, readLiveSeries } from "./live.ts";
import { detectWorkspace, readWorkspace, readWorkspaceSeries } from "./workspace.ts";

/** DVCLive's folders, and DVC's pipelines with metrics of their own. */
export const dvcliveReader: Reader = {
  name: "dvclive",
  detect: (listing: Listing, tree: Tree): Source[] => [...detectLive(listing, tree), ...detectWorkspace(listing, tree)],
  read: (source, root) => (source.many === true ? readWorkspace : readLive)(source, root),
  series: (run: Run, root, metrics) => {
    const isPipeline = baseName(run.id.replace(/#.*$/s, "")) === "dvc.yaml";
    return (isPipeline ? readWorkspaceSeries : readLiveSeries)(run, root, metrics);
  },
};
