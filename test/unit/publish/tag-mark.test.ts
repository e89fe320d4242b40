import { describe, expect, test } from "vitest";
import { markTags, writtenTags } from "../../../src/publish/tag-mark.ts";

describe("the tags of a journal", () => {
  test("stand where they were written, in any case", () => {
    expect(markTags("<p>[TODO] look, [weird] too</p>")).toBe(
      '<p><span class="tag todo">TODO</span> look, <span class="tag weird">WEIRD</span> too</p>',
    );
  });

  test("are none in code, links and attributes", () => {
    const html = '<p><code>[TODO]</code> <a href="#x" title="a > [TODO]">[HUNCH]</a></p><pre>[WEIRD]</pre>';
    expect(markTags(html)).toBe(html);
  });

  test("are as they were written where there is no colour", () => {
    const html = "<p>[RESOLVED] 2026-01-01: no bug</p>";
    expect(writtenTags(markTags(html))).toBe(html);
  });
});
