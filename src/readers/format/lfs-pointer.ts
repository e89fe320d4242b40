import type { Finding } from "../../model/finding.ts";
import { finding } from "../../model/finding.ts";

/** The finding for a file that was not fetched. */
export function notFetched(path: string): Finding {
  const message = "this is a pointer of Git LFS and not the file itself";
  return finding({ code: "source/unreadable", file: path, message, help: "Fetch it: `git lfs pull`." });
}
