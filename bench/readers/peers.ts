import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** A Python that has the packages of a peer. */
export interface Peer {
  python: string;
  version: string;
}

/** Asks a Python for the versions of packages; a missing one is an empty text. */
const ASK = `
import sys
from importlib import metadata
for name in sys.argv[1:]:
    try: print(metadata.version(name))
    except metadata.PackageNotFoundError: print("")
`;

/**
 * Finds a Python with a package of a fitting version: in each virtual environment of the folder that LABDOCS_PEERS names, or
 * the one in the path. Null when there is none.
 */
export function findPeer(name: string, fits: (version: string) => boolean): Peer | null {
  for (const python of pythons()) {
    const { stdout } = spawnSync(python, ["-c", ASK, name], { encoding: "utf8" });
    const version = stdout?.trim() ?? "";
    if (version !== "" && fits(version)) return { python, version };
  }
  return null;
}

function pythons(): string[] {
  const folder = process.env.LABDOCS_PEERS;
  if (folder === undefined) return ["python3"];
  if (!existsSync(folder)) throw new Error(`LABDOCS_PEERS: there is no folder ${folder}`);
  return readdirSync(folder)
    .sort()
    .map((name) => join(folder, name, "bin", "python"))
    .filter((path) => existsSync(path));
}
