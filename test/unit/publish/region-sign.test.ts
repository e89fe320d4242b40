import { expect, test } from "vitest";
import { parseDocument } from "../../../src/markdown/document.ts";
import { renderHtml } from "../../../src/markdown/html.ts";
import { wrapRegion } from "../../../src/markdown/region.ts";
import { withSigns } from "../../../src/publish/region-sign.ts";

const htmlOf = (text: string) => {
  const { document } = parseDocument(text, "report.md");
  return withSigns(document, (shown) => {
    expect(shown).toHaveLength(text.length);
    return renderHtml(shown, { rewriteUrl: (url) => url });
  });
};

const TABLE = "| Run | n |\n| --- | ---: |\n| `a` (baseline) ✅ | 5 |\n| `b ✅` | 1 |";

test("what a region says by a sign is said by a word, once; names keep their own", () => {
  const html = htmlOf(
    `${wrapRegion("results-table", {}, TABLE)}\n\n${wrapRegion("experiments", {}, "- `a` ✅ **selected**\n\n⚠ n differs: 1, 2.")}\n`,
  );
  expect(html).toContain('</code> (baseline) <span class="badge good">selected</span></td>');
  expect(html).toContain("<code>b ✅</code>");
  expect(html).toContain('<code>a</code> <span class="badge good">selected</span></li>');
  expect(html).toContain('<p><span class="badge warn">warning</span> n differs');
});

test("signs that people wrote stay, and so does a text that has the stand-in itself", () => {
  expect(htmlOf(`${TABLE}\n\n⚠ mind this\n`)).not.toContain("badge");
  expect(htmlOf(`\ue0f1\n\n${wrapRegion("results-table", {}, TABLE)}\n`)).not.toContain("badge");
});
