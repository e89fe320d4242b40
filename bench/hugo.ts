import { spawn } from "node:child_process";
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import type { Cost } from "./measure.ts";

/** How many pages a site has and how large they are, and what else it holds. */
export interface SiteSize {
  pages: number;
  pageBytes: number;
  files: number;
  fileBytes: number;
}

const CONFIG = `baseURL = "/"
title = "The same number of equally large pages"
disableKinds = ["taxonomy", "term", "RSS", "sitemap", "section", "home", "robotsTXT", "404"]
[markup.goldmark.renderer]
unsafe = true
`;

const LAYOUT = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title><link rel="stylesheet" href="/site.css"></head><body><header><nav><a href="/">Home</a> <a href="/runs/">Runs</a></nav></header><main><h1>{{ .Title }}</h1>{{ .Content }}</main></body></html>`;

/** A row of a table as people write it for Hugo, and how many bytes Hugo makes of it. */
const ROW =
  "| [0.97585](files/experiments/exp-000/runs/a/logs/train.log/#L30) | `learning_rate` | 0.12345 | [2.345](files/experiments/exp-000/runs/a/logs/train.log/#L12) |\n";
const ROW_BYTES = 310;
const FRAME_BYTES = 450;

/**
 * Writes a project for Hugo whose site has as many pages as a site of ours, each about as large: a Markdown page with a table of
 * numbers and links for each page, which is what a person would write for it. Everything else is there to be copied.
 */
export function makeHugoProject(site: string, project: string): SiteSize {
  const size: SiteSize = { pages: 0, pageBytes: 0, files: 0, fileBytes: 0 };
  rmSync(project, { recursive: true, force: true });
  write(join(project, "hugo.toml"), CONFIG);
  write(join(project, "layouts", "_default", "single.html"), LAYOUT);
  for (const entry of readdirSync(site, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    const { size: bytes } = statSync(file);
    if (entry.name === "index.html") {
      size.pages += 1;
      size.pageBytes += bytes;
      write(join(project, "content", `page-${size.pages}.md`), pageOf(size.pages, bytes));
    } else {
      size.files += 1;
      size.fileBytes += bytes;
      const copy = join(project, "static", relative(site, file));
      mkdirSync(dirname(copy), { recursive: true });
      copyFileSync(file, copy);
    }
  }
  return size;
}

/** Builds a site with Hugo into a new folder. Throws what Hugo says when it fails. */
export async function runHugo(hugo: string, project: string, out: string): Promise<Cost> {
  const started = performance.now();
  const child = spawn(hugo, ["--source", project, "--destination", out, "--quiet"], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  let peak = 0;
  let cpu = 0;
  child.stderr.on("data", (text) => {
    said += String(text);
  });
  const watch = setInterval(() => {
    peak = Math.max(peak, peakOf(child.pid));
    cpu = Math.max(cpu, cpuOf(child.pid));
  }, 50);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  clearInterval(watch);
  if (code !== 0) throw new Error(`${hugo}: exit ${code}\n${said}`);
  return { ms: performance.now() - started, cpu, mb: peak };
}

function pageOf(number: number, bytes: number): string {
  const rows = Math.max(1, Math.round((bytes - FRAME_BYTES) / ROW_BYTES));
  const head = "| Metric | Param | Value | Best |\n| --- | --- | ---: | ---: |\n";
  return `---\ntitle: Page ${number}\n---\n${head}${ROW.repeat(rows)}`;
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** The most memory that a process has had so far, in MB; 0 where the system does not say. */
function peakOf(pid: number | undefined): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

/** The CPU time that a process has taken so far, in ms; 0 where the system does not say. Its clock ticks a hundred times a second. */
function cpuOf(pid: number | undefined): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return 0;
  }
}
