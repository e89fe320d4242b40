import { unescapeUrl } from "../markdown/escape.ts";
import type { Experiment } from "../model/experiment.ts";
import { resolvePath } from "../model/tree.ts";

const LINK = /\]\(\s*<?([^)\s>]+)/g;
const REMOTE = /^(?:[a-z][a-z0-9+.-]*:|\/\/|#)/i;

/** The project paths outside its own folder that an experiment's journal links to, each once. */
export function mentionsOf({ journal, dir }: Pick<Experiment, "journal" | "dir">): string[] {
  const paths = (journal?.entries ?? []).flatMap(({ text, file }) =>
    [...text.matchAll(LINK)].flatMap(([, url = ""]) => {
      const relative = REMOTE.test(url) ? null : unescapeUrl(url);
      return (relative === null ? null : resolvePath(file, relative)) ?? [];
    }),
  );
  return [...new Set(paths)].filter((path) => path !== "" && path !== dir && !path.startsWith(`${dir}/`));
}
