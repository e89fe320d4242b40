import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import type { Finding } from "../../src/model/finding.ts";
import { reviewFindings } from "../../src/reporters/review/alerts.ts";
import type { KeptReview } from "../../src/schemas/review.ts";
import { parseReview } from "../../src/schemas/review.ts";
import { problemsWith } from "../../src/schemas.ts";
import { docs } from "../host.ts";
import type { PullRequest } from "./pull-request.ts";
import { pullRequests } from "./pull-requests/index.ts";
import type { Repository } from "./repository.ts";
import { openRepository } from "./repository.ts";

// Each pull request is made in a repository of its own and reviewed; the comment is compared with `expected/<name>.md`, what the
// files of the change are annotated with and `annotations/<name>.txt`.
// UPDATE=1 rewrites these files: read them as a reviewer who knows nothing else.

const folder = join(import.meta.dirname, "expected");
const annotated = join(import.meta.dirname, "annotations");
const update = process.env.UPDATE === "1";
const open: Repository[] = [];

afterEach(() => {
  for (const repository of open.splice(0)) repository.close();
});

describe.each(pullRequests)("$name", (request) => {
  test(request.says, async () => {
    const repository = openRepository(request.example);
    open.push(repository);
    await request.make(repository);
    if (repository.git("status", "--porcelain") !== "") repository.commit(request.says);
    const before = repository.git("status", "--porcelain", "--branch");
    const { exit, stdout } = await docs(repository.root, ["review", "--base", "main", "--reporter", "comment"], HOST);
    expect(repository.git("status", "--porcelain", "--branch"), "the working tree is as it was").toBe(before);
    const text = `<!-- ${request.says} (exit ${exit}) -->\n${named(stdout, repository)}`;
    expectSame(join(folder, `${request.name}.md`), text);
    const json = await docs(repository.root, ["review", "--base", "main", "--json"], HOST);
    expect(problemsWith("review", JSON.parse(json.stdout)), "the JSON fits its schema").toEqual([]);
    const found = reviewFindings((parseReview(json.stdout) as KeptReview).review);
    expectSame(join(annotated, `${request.name}.txt`), named(found.map(lineOf).join(""), repository));
    if (request.quiet) {
      expectQuiet(request, { exit, stdout });
      expect(found, "nothing is annotated").toEqual([]);
    }
  });
});

test("every expected file belongs to a pull request", () => {
  const names = existsSync(folder) ? readdirSync(folder).sort() : [];
  expect(names).toEqual(pullRequests.map(({ name }) => `${name}.md`).sort());
  expect(readdirSync(annotated).sort()).toEqual(pullRequests.map(({ name }) => `${name}.txt`).sort());
});

function expectSame(file: string, text: string): void {
  if (update) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  expect(text).toBe(readFileSync(file, "utf8"));
}

/** A finding for who reads the file: where, what, why and what to do. */
function lineOf({ severity, code, file, line, message, notes, help }: Finding): string {
  const said = [message, ...notes.map((note) => `note: ${note}`), `help: ${help}`];
  return `${severity} ${code} ${file}${line === null ? "" : `:${line}`}\n${said.map((one) => `  ${one}\n`).join("")}`;
}

/** What the comment's links are made of. */
const HOST = { GITHUB_SERVER_URL: "https://github.com", GITHUB_REPOSITORY: "lab/digits" };

/** Commits by their role, since their hashes change with every byte of the examples. */
function named(text: string, repository: Repository): string {
  const hashes = (range: string) => repository.git("rev-list", "--reverse", range).trim().split("\n").filter(Boolean);
  const own = hashes("main..HEAD");
  const names = new Map([
    ...hashes("main").map((hash) => [hash, "BASE"] as const),
    ...own.map((hash, at) => [hash, nameOf(at, own)] as const),
  ]);
  return [...names].reduce((said, [hash, name]) => {
    return said.replaceAll(hash, name).replaceAll(new RegExp(`\\b${hash.slice(0, 7)}[0-9a-f]*\\b`, "g"), name);
  }, text);
}

function nameOf(at: number, all: readonly string[]): string {
  return at === all.length - 1 ? "HEAD" : `COMMIT-${at + 1}`;
}

/** No change that matters: no line but one, and a check that passes. */
function expectQuiet(request: PullRequest, { exit, stdout }: { exit: number; stdout: string }): void {
  expect(exit, request.name).toBe(0);
  const lines = stdout.split("\n").filter((line) => line.trim() !== "" && !line.startsWith("<!--"));
  expect(lines, request.name).toHaveLength(1);
}
