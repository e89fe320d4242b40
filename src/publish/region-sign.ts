import type { Document } from "../model/document.ts";

// Of one unit each, as the signs are, so that no offset of the text changes; of private use, so that no word is like them.
const SELECTED = "\ue0f1";
const WARNING = "\ue0f2";
const STAND_INS = /[\ue0f1\ue0f2]/;
const SELECTED_WORD = /\ue0f1(?: <strong>selected<\/strong>)?/g;

/**
 * HTML of a document that has words where generated regions have signs for a verdict: not every device has a font that draws
 * them. The signs that people wrote stay. `render`: makes HTML of a text that has the offsets of the document.
 */
export function withSigns(document: Pick<Document, "text" | "regions">, render: (text: string) => string): string {
  const { text } = document;
  if (STAND_INS.test(text)) return render(text);
  return render(maskSigns(document))
    .replace(SELECTED_WORD, '<span class="badge good">selected</span>')
    .replaceAll(WARNING, '<span class="badge warn">warning</span>');
}

/** With a stand-in for each sign. A name that ends in one is not meant: it stands in a code span or a link. */
function maskSigns({ text, regions }: Pick<Document, "text" | "regions">): string {
  let masked = text;
  for (const { bodyStart, bodyEnd } of regions) {
    const body = masked
      .slice(bodyStart, bodyEnd)
      .replace(/(?<= )✅(?= \||(?: \*\*selected\*\*)?$)/gm, SELECTED)
      .replace(/^⚠(?= )/gm, WARNING);
    masked = masked.slice(0, bodyStart) + body + masked.slice(bodyEnd);
  }
  return masked;
}
