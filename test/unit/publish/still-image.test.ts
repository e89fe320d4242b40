import { describe, expect, test } from "vitest";
import { isStill } from "../../../src/publish/still-image.ts";

const XML = '<?xml version="1.0" encoding="utf-8" standalone="no"?>\n';
const TYPE = `<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN"\n  "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">\n`;
const svg = (inside: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">${inside}</svg>`;

function holds(text: string): boolean {
  const lines = text.split("\n");
  const file = { total: lines.length, bytes: text.length, read: () => lines };
  return isStill("plots/a.svg", { open: () => file });
}

describe("a drawing is a picture", () => {
  test.each([
    ["a plain one", svg('<path d="M0 0"/>')],
    ["what matplotlib writes", `${XML}${TYPE}${svg('<style type="text/css">*{stroke-linejoin: round}</style>')}`],
    ["one with an image in it", svg('<image xlink:href="data:image/png;base64,AA=="/>')],
    ["a type without an address", `<!DOCTYPE svg>${svg("")}`],
    ["words and numbered characters", svg("<text>on top = &#215; 3; conscript</text>")],
  ])("%s", (_name, text) => expect(holds(text)).toBe(true));
});

describe("a drawing may be more than a picture", () => {
  test.each([
    ["a script", svg("<script>alert(1)</script>")],
    ["a script by another prefix", '<é.s:svg xmlns:é.s="http://www.w3.org/2000/svg"><é.s:script/></é.s:svg>'],
    ["a handler", svg('<g\nonload = "alert(1)"/>')],
    ["a script address", svg('<a xlink:href="javascript:alert(1)"/>')],
    ["a script address in numbers", svg('<a xlink:href="&#x6a;ava&#0115;cript&#58;alert(1)"/>')],
    ["a script address in pieces", svg('<a xlink:href="java\n\tscript:alert(1)"/>')],
    ["HTML", svg('<h:p xmlns:h="http://www.w3.org/1999/xhtml"/>')],
    ["entities", `<!DOCTYPE svg [<!ENTITY a "b">]>${svg("")}`],
    ["attributes by its type", `<!DOCTYPE svg SYSTEM "a>" [<!ATTLIST svg onload CDATA "alert(1)">]>${svg("")}`],
    ["a type from elsewhere", `<!DOCTYPE svg SYSTEM "https://example.org/x.dtd">${svg("")}`],
    ["two types", `<!DOCTYPE svg><!DOCTYPE svg [<!ENTITY a "b">]>${svg("")}`],
    ["a style sheet", `<?xml-stylesheet href="x.xsl" type="text/xsl"?>${svg("")}`],
    [
      "letters that an encoding hides",
      `<?xml version="1.0" encoding="iso-2022-jp"?>${svg("<scr\u001b(Bipt>1</script>")}`,
    ],
    ["another encoding", `<?xml version='1.0' encoding='utf-7'?>${svg("")}`],
    ["one too long to be read", svg(" ".repeat(1 << 22))],
  ])("%s", (_name, text) => expect(holds(text)).toBe(false));

  test("one that cannot be read", () => {
    expect(isStill("plots/a.svg", { open: () => null })).toBe(false);
    expect(isStill("plots/a.png", { open: () => null })).toBe(true);
  });
});
