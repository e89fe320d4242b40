import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { codeSpan, escapeText, showHidden } from "../../../src/markdown/escape.ts";
import { openAddresses } from "../../../src/publish/address.ts";
import { phraseWriter } from "../../../src/publish/phrase-writer.ts";
import { viewOf } from "../../../src/publish/view.ts";
import { digitsExample } from "../report/digits-example.ts";

const writer = () => phraseWriter(viewOf(digitsExample(), openAddresses({ documents: [], isShown: () => true })));
const plain = (text: string) => showHidden(text.replace(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/g, " "));
const odd = fc.string({
  unit: fc.constantFrom("a", "_", "`", " ", "[", "]", "(", "#", "0", ")", "\\", "<", "*", "&", "~", "{", "$", "!"),
});

describe("what reports write, as phrases", () => {
  test("any text that was escaped reads as that text, and never as a link", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), odd), (text) => {
        const phrase = writer().phrase(escapeText(text));
        expect(phrase.join("")).toBe(plain(text).replace(/[ \t]+/g, " "));
      }),
    );
  });

  test("any text in a code span reads as that text", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), odd), (text) => {
        expect(
          writer()
            .phrase(`a ${codeSpan(text)}`)
            .join(""),
        ).toBe(`a ${plain(text).replaceAll("\t", " ")}`);
      }),
    );
  });

  test("numbers and places keep their words and get an address", () => {
    const { links, phrase } = writer();
    const compiled = digitsExample();
    const run = compiled.experiment.runs[0];
    const value = compiled.comparison.rows[0]?.cells["test/accuracy"]?.runs[0]?.quantity;
    if (run === undefined || value === undefined) throw new Error("the example has changed");
    expect(phrase(`${links.place(codeSpan(run.name), run.dir, null)} has ${links.link(value)}.`)).toEqual([
      { text: run.name, href: expect.stringMatching(/^runs\//) },
      " has ",
      expect.objectContaining({ text: value.text, verdict: "supported" }),
      ".",
    ]);
  });
});
