import { expect, test } from "vitest";
import { checkPage } from "../../../src/edition/output-check.ts";

test.each([
  [`<a href="/runs/">x</a>`, /not relative/],
  [`<a href="javascript:alert(1)">x</a>`, /not relative/],
  [`<img src="//elsewhere.example/x.png">`, /not relative|elsewhere/],
  [`<img alt="a" src="https://elsewhere.example/x.png">`, /elsewhere/],
  [`<link rel="stylesheet" href="https://elsewhere.example/x.css">`, /elsewhere/],
  [`<p style="color:red">`, /inline/],
  [`<p onclick="x()">`, /inline/],
  [`<script>x()</script>`, /inline/],
  [`<style>p{}</style>`, /inline/],
  [`<base href="../">`, /inline/],
])("%s is refused", (html, problem) => {
  expect(checkPage(html)).toMatch(problem);
});

test.each([
  `<a href="../runs/#L4">x</a><a href="https://example.org/">y</a><a href="mailto:a@b.c">z</a>`,
  `<script src="./assets/site.js" defer></script><svg><title>a</title></svg>`,
  `<code>&lt;p style="x" onclick="y"&gt;</code> style="x"`,
])("%s passes", (html) => {
  expect(checkPage(html)).toBeNull();
});
