import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildProject } from "../../src/endings/site.ts";
import { findProject, loadConfig } from "../../src/project/setup.ts";

const EXAMPLES = join(import.meta.dirname, "../../examples");
const LOG = "runs/2026-11-21T16-38-52-baseline-seed0/logs/eval.log#L3";

/** A document with a right, a wrong and a missing claim, an image, and links that must not become links of the site. */
const NOTES = `# Notes

Without the shift test accuracy of \`baseline-seed0\` is [0.976](${LOG} "test/accuracy"). Someone else wrote
[0.971](${LOG} "test/accuracy"), and [0.5](runs/gone/logs/eval.log#L3 "test/accuracy") is nowhere.

The [last epochs](runs/2026-11-21T16-38-52-baseline-seed0/logs/train.log#L150-L155), [the run](runs/2026-11-21T16-38-52-baseline-seed0/),
[the journal](JOURNAL.md), [the passwords](../../../../etc/passwd), [a script](javascript:alert(1)).

![Validation accuracy](runs/2026-11-21T16-38-52-baseline-seed0/plots/val-accuracy.svg)

<script>alert(1)</script><img src=x onerror=alert(1)>
`;

/** A copy of an example with its site. */
export interface ExampleSite {
  root: string;
  out: string;
  rebuild(out?: string, options?: { portable: boolean }): Promise<{ files: number; written: number; removed: number }>;
  remove(): void;
}

/** Copies an example into a new folder, syncs it and builds its site beside it. */
export async function buildExample(name: "digits" | "recommender"): Promise<ExampleSite> {
  const folder = mkdtempSync(join(tmpdir(), "labdocs-site-"));
  const root = join(folder, name);
  cpSync(join(EXAMPLES, name), root, { recursive: true });
  writeFileSync(join(root, "docs.config.yaml"), "title: Example\ndescription: An example.\n");
  if (name === "digits") {
    mkdirSync(join(root, "experiments/augment-shift"), { recursive: true });
    writeFileSync(join(root, "experiments/augment-shift/notes.md"), NOTES);
  }
  const out = join(folder, "site");
  const rebuild = async (to = out, options = { portable: false }) => {
    const setup = findProject(root, null);
    const config = await loadConfig(setup);
    const holder = { pid: process.pid, isAlive: () => false };
    const { result } = await buildProject({ setup, config, write: true, holder, out: to, ...options });
    return result;
  };
  await rebuild();
  return { root, out, rebuild, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Every file below a folder with its content. */
export function contentsOf(folder: string): Map<string, string> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = names.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return new Map(files.sort().map((file) => [file.slice(folder.length + 1), readFileSync(file, "latin1")]));
}
