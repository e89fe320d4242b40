/*
 * A walk of folders with nothing to read in them, against a bare synchronous `readdir` walk:
 *
 *   node bench/readers/folders.ts make FOLDER SCALE [FILES]   100,000 folders times SCALE, with so many files in each
 *   node bench/readers/folders.ts ours|bare FOLDER
 *
 * Prints one line of JSON: wall and processor seconds, folders, peak memory.
 */
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { walk } from "../../src/disk/walk.ts";
import { detectSources } from "../../src/readers/index.ts";

const [command, folder = ".", scale = "1", files = "0"] = process.argv.slice(2);
if (command === "make") make(folder, { folders: 1e5 * Number(scale), files: Number(files) });
else measure(() => (command === "bare" ? walkBare(folder) : walkOurs(folder)));

function make(root: string, { folders, files }: { folders: number; files: number }): void {
  for (let index = 0; index < folders; index += 1) {
    const dir = `${root}/part_${Math.floor(index / 10000)}/group_${Math.floor(index / 100)}/leaf_${index}`;
    mkdirSync(dir, { recursive: true });
    for (let file = 0; file < files; file += 1) writeFileSync(`${dir}/page_${file}.md`, "");
  }
}

function measure(work: () => number): void {
  const start = performance.now();
  const before = process.cpuUsage();
  const folders = work();
  const { user, system } = process.cpuUsage(before);
  const seconds = (performance.now() - start) / 1000;
  const megabytes = Math.round(process.resourceUsage().maxRSS / 1024);
  console.log(JSON.stringify({ seconds, processor: (user + system) / 1e6, folders, megabytes }));
}

function walkOurs(root: string): number {
  const { tree } = walk(root, { key: "bench", skip: new Set(), previous: null });
  if (detectSources(tree).length > 0) throw new Error("there is something to read");
  return tree.listings.size;
}

function walkBare(dir: string): number {
  let folders = 1;
  for (const entry of readdirSync(dir, { withFileTypes: true })) {
    if (entry.isDirectory()) folders += walkBare(`${dir}/${entry.name}`);
  }
  return folders;
}
