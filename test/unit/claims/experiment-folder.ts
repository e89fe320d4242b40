import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { docs } from "../../host.ts";

/** A claim as `docs check --json` prints it. */
export interface PrintedClaim {
  id: string;
  file: string;
  text: string;
  verdict: string;
  reason: string | null;
  line: number;
}

/** A project on disk that tests call the command line in. */
export interface Folder {
  root: string;
  write(path: string, text: string): void;
  read(path: string): string;
  remove(path: string): void;
  run(...argv: string[]): Promise<{ exit: number; stdout: string }>;
  /** The claims of the documents at the root, which people wrote. */
  claims(...documents: string[]): Promise<PrintedClaim[]>;
  findings(...documents: string[]): Promise<{ code: string; message: string; help: string }[]>;
  git(...argv: string[]): string;
}

/** Where a run of the experiment `e` logs. */
export function logOf(run: string): string {
  return `experiments/e/runs/${run}/logs/eval.log`;
}

/** A log that states the test accuracy at steps 100, 200, … */
export function logText(...values: number[]): string {
  const lines = values.map((value, index) => {
    const record = { step: (index + 1) * 100, split: "test", accuracy: value };
    return `2026-11-21 16:38:${String(index).padStart(2, "0")} | INFO | metric ${JSON.stringify(record)}\n`;
  });
  return lines.join("");
}

/** Makes a folder with the runs `full` (0.8127 at step 100, then 0.8612) and `base` (0.7219, then 0.7468). */
export function makeFolder(): Folder {
  const folder = openFolder(realpathSync(mkdtempSync(join(tmpdir(), "labdocs-claims-"))));
  folder.write(logOf("full"), logText(0.8127, 0.8612));
  folder.write(logOf("base"), logText(0.7219, 0.7468));
  return folder;
}

/** The folder as a project. */
export function openFolder(root: string): Folder {
  const json = async (documents: string[]) => {
    const { stdout } = await docs(root, ["check", "--json", ...documents]);
    return JSON.parse(stdout);
  };
  return {
    root,
    write: (path, text) => {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    },
    read: (path) => readFileSync(join(root, path), "utf8"),
    remove: (path) => rmSync(join(root, path), { recursive: true, force: true }),
    run: (...argv) => docs(root, argv),
    claims: async (...documents) => {
      const { claims } = await json(documents);
      return claims.filter(({ file }: PrintedClaim) => !file.includes("/"));
    },
    findings: async (...documents) => (await json(documents)).findings,
    git: (...argv) => {
      const who = ["-c", "user.name=a", "-c", "user.email=a@b.c", "-c", "commit.gpgsign=false"];
      return execFileSync("git", ["-C", root, ...who, ...argv], {
        encoding: "utf8",
        stdio: ["ignore", "pipe", "ignore"],
      });
    },
  };
}
