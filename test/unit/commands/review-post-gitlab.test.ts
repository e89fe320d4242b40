import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { Server } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Review } from "../../../src/model/review.ts";
import { docs } from "../../host.ts";
import { BASE, eventful, HEAD, review } from "../reporters/review/review-builder.ts";

// The same on GitLab: a note of a merge request, which cannot be folded away.

interface Note {
  id: number;
  body: string;
  author: { id: number };
}

const TOKEN = "glpat-SECRET";
let http: Server;
let url: string;
let folder: string;
let notes: Note[];
let asked: string[];
let sha: string;
beforeEach(async () => {
  notes = [];
  asked = [];
  sha = HEAD;
  folder = mkdtempSync(join(tmpdir(), "labdocs-note-"));
  http = createServer(async (request, response) => {
    let text = "";
    for await (const chunk of request) text += chunk;
    const at = new URL(request.url ?? "", url);
    asked.push(`${request.method} ${at.pathname}`);
    const isKnown = request.headers.authorization === `Bearer ${TOKEN}`;
    const given = isKnown ? answer(request.method ?? "", at, text === "" ? "" : JSON.parse(text).body) : null;
    response.writeHead(isKnown ? (given === null ? 404 : 200) : 401, linkOf(request.method ?? "", at));
    response.end(JSON.stringify(given ?? { message: "no" }));
  });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
});
afterEach(async () => {
  http.closeAllConnections();
  await new Promise((resolve) => http.close(resolve));
  rmSync(folder, { recursive: true });
});

const NOTES = "/api/v4/projects/42/merge_requests/7/notes";
const PAGE = 2;

function answer(method: string, at: URL, body: string): unknown {
  if (at.pathname === "/api/v4/user") return { id: 5 };
  if (at.pathname === "/api/v4/projects/42/merge_requests/7")
    return { sha, state: "opened", target_branch: "main", diff_refs: { base_sha: BASE } };
  if (method === "PUT") {
    const note = notes.find(({ id }) => at.pathname === `${NOTES}/${id}`);
    return note === undefined ? null : Object.assign(note, { body });
  }
  if (at.pathname !== NOTES) return null;
  if (method === "POST") return notes[notes.push({ id: notes.length + 1, body, author: { id: 5 } }) - 1];
  const page = Number(at.searchParams.get("page") ?? 1);
  return notes.slice((page - 1) * PAGE, page * PAGE);
}

function linkOf(method: string, at: URL): Record<string, string> {
  const page = Number(at.searchParams.get("page") ?? 1);
  const more = method === "GET" && at.pathname === NOTES && page * PAGE < notes.length;
  return more ? { link: `<${url}${NOTES}?page=${page + 1}>; rel="next"` } : {};
}

function post(said: Review, more: Record<string, string> = {}) {
  writeFileSync(join(folder, "docs-review.json"), JSON.stringify(said));
  const env = {
    GITLAB_TOKEN: TOKEN,
    CI_API_V4_URL: `${url}/api/v4`,
    CI_PROJECT_URL: "https://gitlab.example/o/r",
    CI_MERGE_REQUEST_PROJECT_ID: "42",
    CI_MERGE_REQUEST_SOURCE_PROJECT_ID: "42",
    CI_MERGE_REQUEST_IID: "7",
    CI_COMMIT_SHA: HEAD,
    ...more,
  };
  return docs(folder, ["review", "post", "docs-review.json"], env);
}

test("one note is made, edited, left alone and at last one line", async () => {
  notes.push(
    { id: 1, body: "hello", author: { id: 9 } },
    { id: 2, body: "<!-- labdocs:review . -->\n\nAll is well.", author: { id: 9 } },
  );
  expect(await post(eventful())).toMatchObject({ exit: 0, stdout: "!7: comment made\n" });
  expect(notes[2]?.body).toContain(`https://gitlab.example/o/r/-/blob/${HEAD}/`);
  expect(await post(eventful())).toMatchObject({ exit: 0, stdout: expect.stringContaining("says so already") });
  expect(await post({ ...eventful(), verdict: ["Two."] })).toMatchObject({ exit: 0, stdout: "!7: comment edited\n" });
  expect(await post(review())).toMatchObject({ exit: 0, stdout: "!7: comment resolved\n" });
  expect(await post(review())).toMatchObject({ exit: 0, stdout: expect.stringContaining("says so already") });
  expect(notes).toHaveLength(3);
  expect(notes[2]?.body).toContain("Nothing material changed.");
  expect(notes[1]?.body).toContain("All is well.");
});

test("a head that moved on gets nothing, and a merged result is its head", async () => {
  sha = "c".repeat(40);
  expect(await post(eventful())).toMatchObject({ exit: 0, stdout: expect.stringContaining("not posted") });
  const merged = { CI_MERGE_REQUEST_SOURCE_BRANCH_SHA: sha, CI_COMMIT_SHA: HEAD };
  expect(await post(eventful(), merged)).toMatchObject({ exit: 0, stdout: "!7: comment made\n" });
});

test("without a token, or with a wrong one, that is said and nothing is printed of it", async () => {
  expect(await post(eventful(), { GITLAB_TOKEN: "" })).toMatchObject({
    exit: 2,
    stderr: expect.stringContaining("GITLAB_TOKEN"),
  });
  const wrong = await post(eventful(), { GITLAB_TOKEN: "glpat-WRONG" });
  expect(wrong).toMatchObject({ exit: 1, stdout: expect.stringContaining("not valid") });
  expect(wrong.stdout + wrong.stderr).not.toContain("glpat");
});
