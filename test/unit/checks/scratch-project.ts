import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Verdict } from "../../../src/model/claim.ts";
import type { Finding } from "../../../src/model/finding.ts";
import { docs } from "../../host.ts";

/** A project in a folder of its own, for truths that need a disk. */
export interface ScratchProject {
  root: string;
  write(path: string, text: string): void;
  remove(path: string): void;
  docs(...args: string[]): Promise<string>;
  check(): Promise<{ findings: Finding[]; claims: (Verdict & { text: string })[] }>;
}

/** Makes an empty project; `remove("")` takes it away. */
export function scratchProject(): ScratchProject {
  const root = mkdtempSync(join(tmpdir(), "labdocs-checks-"));
  return {
    root,
    write: (path, text) => {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    },
    remove: (path) => rmSync(join(root, path), { recursive: true }),
    docs: async (...args) => (await docs(root, args)).stdout,
    check: async () => JSON.parse((await docs(root, ["check", "--json"])).stdout),
  };
}

/** The log of a run in the experiment `e`. */
export function logIn(run: string): string {
  return `e/runs/2026-01-01T00-00-00-${run}/logs/train.log`;
}

/** A log with one line for each record. */
export function logOf(...records: Record<string, unknown>[]): string {
  return records.map((record, index) => `${line(index)}metric ${JSON.stringify(record)}\n`).join("");
}

function line(index: number): string {
  return `2026-01-01 00:00:${String(index % 60).padStart(2, "0")} | INFO | `;
}
