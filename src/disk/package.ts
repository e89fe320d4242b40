import { readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { exists, readText } from "./file.ts";
import { hashText } from "./hash.ts";

/** The folder of this package: where templates/, site/ and schema/ lie, in the repository and when installed. Throws where a program was copied without them. */
export function packageRoot(): string {
  const here = dirname(fileURLToPath(import.meta.url));
  let folder = here;
  while (!exists(folder, "package.json")) {
    if (dirname(folder) === folder)
      throw new Error(`${here} is not inside the labdocs package: no folder above it has a package.json`);
    folder = dirname(folder);
  }
  return folder;
}

/**
 * A text that differs between two builds of the tool, so that nothing cached by one is used by the other: the identities of
 * the program's own files and templates.
 */
export function buildStamp(): string {
  const root = packageRoot();
  const program = fileURLToPath(import.meta.url).endsWith(".ts") ? "src" : "dist";
  return hashText([...identities(join(root, program)), ...identities(join(root, "templates"))].join("\n"));
}

/** The same for what outlives a machine: an installed package is told by its version, wherever and whenever it was installed. */
export function releaseStamp(): string {
  return /[\\/]node_modules[\\/]/.test(packageRoot()) ? packageVersion() : buildStamp();
}

function identities(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return identities(path);
    const stats = statSync(path);
    return [`${path} ${stats.size} ${stats.mtimeMs}`];
  });
}

/** The version of this package. */
export function packageVersion(): string {
  return (JSON.parse(readText(packageRoot(), "package.json")) as { version: string }).version;
}
