import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { docs } from "../host.ts";

const examples = join(import.meta.dirname, "..", "..", "examples");

/** Nothing of this machine reaches a commit, so that its hash is the same everywhere. */
const AUTHOR = {
  GIT_AUTHOR_NAME: "Ada",
  GIT_AUTHOR_EMAIL: "ada@example.org",
  GIT_COMMITTER_NAME: "Ada",
  GIT_COMMITTER_EMAIL: "ada@example.org",
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_CONFIG_SYSTEM: "/dev/null",
};

/** An example in a git repository of its own, for a pull request to be made of it. Paths are relative to its root. */
export interface Repository {
  root: string;
  read(path: string): string;
  write(path: string, text: string): void;
  /** Replaces a text that must be there, everywhere in the file. */
  edit(path: string, from: string, to: string): void;
  remove(path: string): void;
  move(from: string, to: string): void;
  list(path: string): string[];
  git(...args: string[]): string;
  /** What an author does before a commit. */
  sync(): Promise<void>;
  /** Commits everything; a minute after the commit before. */
  commit(message: string): void;
  close(): void;
}

/** A copy of `examples/<name>` with one commit on `main`, and the branch `change` checked out. */
export function openRepository(example: string): Repository {
  const root = mkdtempSync(join(tmpdir(), "labdocs-review-"));
  cpSync(join(examples, example), root, {
    recursive: true,
    filter: (path) => !/[/\\](?:\.docs|docs-site|__pycache__)$/.test(path),
  });
  writeFileSync(join(root, ".gitignore"), ".docs/\n");
  let minutes = 0;
  const git = (...args: string[]) => {
    const date = `2026-12-01T10:${String(minutes).padStart(2, "0")}:00+00:00`;
    const env = { ...process.env, ...AUTHOR, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date };
    return execFileSync("git", ["-C", root, ...args], { encoding: "utf8", env, stdio: ["ignore", "pipe", "pipe"] });
  };
  const read = (path: string) => readFileSync(join(root, path), "utf8");
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  const commit = (message: string) => {
    git("add", "--all");
    git("commit", "--quiet", "--allow-empty", "--message", message);
    minutes += 1;
  };
  git("init", "--quiet", "--initial-branch=main");
  commit("The project as it was");
  git("checkout", "--quiet", "-b", "change");
  return {
    root,
    read,
    write,
    edit: (path, from, to) => {
      const text = read(path);
      if (!text.includes(from)) throw new Error(`${path} does not hold ${JSON.stringify(from)}`);
      write(path, text.replaceAll(from, to));
    },
    remove: (path) => rmSync(join(root, path), { recursive: true }),
    move: (from, to) => {
      mkdirSync(dirname(join(root, to)), { recursive: true });
      renameSync(join(root, from), join(root, to));
    },
    list: (path) => readdirSync(join(root, path)).sort(),
    git,
    sync: async () => {
      const { exit, stderr } = await docs(root, ["sync"]);
      if (exit > 1) throw new Error(`docs sync: exit ${exit}\n${stderr}`);
    },
    commit,
    close: () => rmSync(root, { recursive: true, force: true }),
  };
}
