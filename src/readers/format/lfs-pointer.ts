import type { Finding } from "../../model/finding.ts";
import { finding } from "../../model/finding.ts";

const MARK = "version https://git-lfs.github.com/spec/";

/** Whether a file is what Git LFS keeps in its place until the file itself is fetched, by how it begins. */
export function isLfsPointer(beginning: string): boolean {
  return beginning.startsWith(MARK);
}

/** The finding for a file that was not fetched. */
export function notFetched(path: string): Finding {
  const message = "this is a pointer of Git LFS and not the file itself";
  return finding({ code: "source/unreadable", file: path, message, help: "Fetch it: `git lfs pull`." });
}
