import { expect, test } from "vitest";
import { openPart, taggedPart } from "../../../src/publish/journal-page.ts";

const text = "All is done.\n\n[WEIRD] It fell.\nBy far.\n\n[HUNCH] Too small.\n\nMore later.";

test("an experiment's page quotes the paragraphs that carry a tag", () => {
  expect(taggedPart(text)).toBe("[WEIRD] It fell.\nBy far.\n\n[HUNCH] Too small.");
  expect(taggedPart("Nothing special.")).toBe("Nothing special.");
});

test("home quotes only what is open or odd", () => {
  expect(openPart(text)).toBe("[WEIRD] It fell.\nBy far.");
});
