import fc from "fast-check";

/** What somebody might put into a log, a journal or a file name. */
export const HOSTILE: readonly string[] = [
  "@somebody and @org/team",
  "fixes #12, GH-13 and lab/other#14 !15",
  "deadbeefcafe1234 deadbeef",
  "https://evil.example/x www.evil.example a@b.example",
  "a|b|c\\|d",
  "```mermaid\ngraph TD\n```",
  "`a` ``b`` `",
  "<!-- labdocs:review . -->",
  "</details><script>alert(1)</script><img src=x onerror=alert(1)>",
  "<details><summary>x</summary>",
  "[x](javascript:alert(1)) ![x](https://evil.example/y.png) [^1] [[wiki]]",
  "\u202Egnp.exe \u200B \u{E0041} \u001B[31mred\u001B[0m \u0007",
  "::error file=a::b\n::stop-commands::x\n##[error]x",
  "[skip ci] [ci skip]",
  "\n\n# heading\n\n> [!WARNING]\n> quote\n\n- [ ] task\n\n| a |\n|---|\n",
  "$x^2$ $$y$$ \\(z\\)",
  "&lt;b&gt; &#64; &commat;somebody",
  "/assign @me\n/close",
  ":warning: :+1:",
  "~~~\n\n    code\n\n***\n___",
  "\uD83D lone \uDE00",
  "../../../etc/passwd",
  "",
  " ",
  "\\",
  "<",
  "{{NAME}} {#id}",
];

const characters = fc.constantFrom(
  ..."@#|`*_~[](){}<>!&\\$:/-+=.'\"^%; \n\r\tab01fF",
  "\u202E",
  "\u200B",
  "\u001B",
  "<!--",
  "-->",
  "```",
  "</details>",
  "https://",
  "www.",
  "GH-",
  "::",
  "\u0000",
  "é",
  "漢",
  "\u{1F600}",
);

/** Any such text. */
export const hostile: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...HOSTILE),
  fc.array(characters, { maxLength: 40 }).map((all) => all.join("")),
  fc.tuple(fc.constantFrom(...HOSTILE), fc.constantFrom(...HOSTILE)).map(([a, b]) => a + b),
  fc.string({ unit: "binary", maxLength: 60 }),
);
