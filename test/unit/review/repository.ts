import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Review } from "../../../src/model/review.ts";
import { docs } from "../../host.ts";

/** A git repository in a temporary folder, and the project in it. */
export interface Repository {
  root: string;
  /** The project's folder: the root, unless it was made below it. */
  project: string;
  write(files: Record<string, string>): void;
  read(path: string): string;
  remove(path: string): void;
  move(from: string, to: string): void;
  git(...args: string[]): string;
  commit(message?: string): string;
  sync(): Promise<void>;
  review(...args: string[]): Promise<Review & { exit: number }>;
}

const WHO = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"];

/** Makes an empty repository on the branch `main`. `below`: the project's folder in it. */
export function makeRepository(below = ""): Repository {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "labdocs-review-")));
  execFileSync("git", ["init", "-q", "-b", "main", root]);
  return openRepository(root, below);
}

/** A repository that is there already. */
export function openRepository(root: string, below = ""): Repository {
  const project = join(root, below);
  const git = (...args: string[]) =>
    execFileSync("git", [...WHO, ...args], { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] }).trim();
  return {
    root,
    project,
    git,
    write: (files) => {
      for (const [path, text] of Object.entries(files)) {
        mkdirSync(dirname(join(project, path)), { recursive: true });
        writeFileSync(join(project, path), text);
      }
    },
    read: (path) => readFileSync(join(project, path), "utf8"),
    remove: (path) => rmSync(join(project, path), { recursive: true }),
    move: (from, to) => {
      mkdirSync(dirname(join(project, to)), { recursive: true });
      renameSync(join(project, from), join(project, to));
    },
    commit: (message = "a change") => {
      git("add", "-A");
      git("commit", "-q", "--allow-empty", "-m", message);
      return git("rev-parse", "HEAD");
    },
    sync: async () => {
      await docs(project, ["sync"]);
    },
    review: async (...args) => {
      const { stdout, stderr, exit } = await docs(project, ["review", "--base", "main", "--json", ...args]);
      if (exit === 2) throw new Error(`${stdout}${stderr}`);
      return { ...(JSON.parse(stdout) as Review), exit };
    },
  };
}

/** A run folder: accuracy on the test split, and some steps of training before it. */
export function run(
  name: string,
  accuracy: number,
  options: { seed?: number; folder?: string; lr?: number } = {},
): Record<string, string> {
  const { seed = 0, folder = "experiments/e", lr = 0.1 } = options;
  const dir = `${folder}/runs/2026-01-0${seed + 1}T10-00-00-${name}-seed${seed}`;
  const steps = [0.3, 0.5, 0.6, accuracy].map((value, step) => logLine({ step, split: "val", accuracy: value }));
  return {
    [`${dir}/metadata.yaml`]: `params:\n  lr: ${lr}\n  arm: ${name}\n  seed: ${seed}\nstatus: finished\n`,
    [`${dir}/logs/train.log`]: steps.join(""),
    [`${dir}/logs/eval.log`]: `${logLine({ step: 3, split: "test", accuracy })}2026-01-01 10:00:09 | INFO | done\n`,
  };
}

/** The evaluation log of a run, relative to the project. */
export function logOf(name: string, seed = 0, folder = "experiments/e"): string {
  return `${folder}/runs/2026-01-0${seed + 1}T10-00-00-${name}-seed${seed}/logs/eval.log`;
}

/** A line as a program logs it. */
export function logLine(metric: object): string {
  return `2026-01-01 10:00:00 | INFO | metric ${JSON.stringify(metric)}\n`;
}

/** Two arms of three seeds, and a README that states one number of each. */
export function twoArms(folder = "experiments/e"): Record<string, string> {
  const arms = { a: [0.91, 0.92, 0.93], b: [0.81, 0.82, 0.83] };
  const runs = Object.entries(arms).map(([name, values]) =>
    Object.assign({}, ...values.map((value, seed) => run(name, value, { seed, folder }))),
  );
  return Object.assign({ "docs.config.yaml": "title: Two arms\n", "README.md": README(folder) }, ...runs);
}

const README = (folder: string) =>
  `# Two arms\n\nThe first arm reaches [0.91](${logOf("a", 0, folder)}#L1 "test/accuracy") on the test split.\n\nThe other one reaches [0.81](${logOf("b", 0, folder)}#L1 "test/accuracy").\n`;
