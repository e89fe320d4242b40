import { readText } from "../../disk/file.ts";

const LONGEST = 1 << 20;

/** The packages of the first model that a run logged: the lines of its `requirements.txt`. None where there is no such file. */
export function readRequirements(root: string, artifacts: readonly string[]): string[] {
  const file = artifacts.find((path) => path.endsWith("/requirements.txt"));
  if (file === undefined) return [];
  try {
    const text = readText(root, file);
    if (text.length > LONGEST) return [];
    const lines = text.split(/\r?\n/).map((line) => line.replace(/(?:^|\s)#.*$/, "").trim());
    // An option or an address may hold a secret, a path is somebody's machine.
    return lines.filter((line) => /^[A-Za-z0-9]/.test(line) && !line.includes("://") && !line.includes(" @ "));
  } catch {
    return [];
  }
}
