import { expect, test } from "vitest";
import type { JournalEntry } from "../../../src/model/journal.ts";
import { quote, quotesOf } from "../../../src/report/journal-quote.ts";

const entry = (text: string, title = ""): JournalEntry => ({
  id: "J.md#L1",
  file: "J.md",
  line: 1,
  at: "2026-11-21 16:50",
  title,
  text,
  tags: [],
  resolves: [],
  resolvedBy: null,
});

test("takes what follows a tag, to the next tag or the end of the paragraph", () => {
  const text = "Before. [WEIRD] It jumps\nat step 9. [HUNCH] A bug.\n\nOther.\n\n[WEIRD] Again.";
  expect(quotesOf(entry(text), "WEIRD")).toEqual(["It jumps at step 9.", "Again."]);
  expect(quotesOf(entry("x", "[TODO] Look"), "TODO")).toEqual(["Look"]);
});

test("code stays code, links keep their text, the rest is escaped", () => {
  expect(quote("`a|b` and [text](https://example.com) <!-- docs:end journal --> **x**")).toBe(
    "`a|b` and text &lt;!-- docs:end journal --> \\*\\*x\\*\\*",
  );
});
