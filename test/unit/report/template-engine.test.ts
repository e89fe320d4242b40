import { expect, test } from "vitest";
import { inlineLinks } from "../../../src/report/link-writer.ts";
import { loadEngine } from "../../../src/report/template-engine.ts";
import { TemplateError } from "../../../src/report/template-error.ts";

const view = { name: "a", none: null, rows: [{ n: 1 }], deep: { value: 1 } };

async function fill(text: string): Promise<string> {
  const engine = await loadEngine();
  return engine({ text, file: "templates/regions/x.hbs", program: null }, view, {
    links: inlineLinks({ from: "a.md" }),
    region: null,
    part: (name) => (name === "loop" ? { text: '{{part "loop"}}', file: "loop", program: null } : null),
  });
}

test("a part is filled with the fields of the template that names it; none, or one that lies in itself, is an error", async () => {
  const engine = await loadEngine();
  const parts: Record<string, string> = { one: "{{name}}{{#each rows}} {{n}}{{/each}}" };
  const scope = {
    links: inlineLinks({ from: "a.md" }),
    region: null,
    part: (name: string) => (parts[name] === undefined ? null : { text: parts[name], file: name, program: null }),
  };
  expect(engine({ text: 'x {{part "one"}}', file: "x", program: null }, view, scope)).toBe("x a 1");
  await expect(fill('{{part "gone"}}')).rejects.toThrow(TemplateError);
  await expect(fill('{{part "loop"}}')).rejects.toThrow(TemplateError);
});

async function findingOf(text: string) {
  const error = await fill(text).catch((thrown: unknown) => thrown);
  if (!(error instanceof TemplateError)) throw new Error(`no template error but ${String(error)}`);
  const { code, file, line, column, message } = error.finding;
  expect(file).toBe("templates/regions/x.hbs");
  return { code, line, column, message };
}

test.each([
  ["a\n  {{nme}}", 2, 5],
  ["{{#each rows}}\n{{m}}\n{{/each}}", 2, 3],
  ["a {{#if nme}}x{{/if}}", 1, 3],
  ["{{#each nme}}x{{/each}}", 1, 1],
  ["{{#unless nme}}x{{/unless}}", 1, 1],
  ["\n\n {{code nme}}", 3, 2],
  ["{{deep.valve}}", 1, 3],
  ["\n{{code missing.part}}", 2, 8],
  ["{{nosuchhelper 1}}", 1, 3],
])("a missing field is a finding: %j", async (text, line, column) => {
  expect(await findingOf(text)).toMatchObject({ code: "template/missing-field", line, column });
});

test.each(["a\n{{#if name}}", "{{#if name}}\nx{{/each}}", "{{> part}}"])(
  "a broken template is a finding: %j",
  async (text) => {
    expect(await findingOf(text)).toMatchObject({ code: "template/broken" });
  },
);

test("null is a value, and blank lines of blocks are joined", async () => {
  expect(await fill("{{#if none}}x{{else}}y{{/if}}\n\n\n\n{{name}}\n\n")).toBe("y\n\na");
});

test("helpers escape what they print", async () => {
  const engine = await loadEngine();
  const scope = { links: inlineLinks({ from: "a.md" }), region: null, part: () => null };
  const text = "{{code bad}} {{escape bad}} {{cell bad}}";
  const filled = engine({ text, file: "x", program: null }, { bad: "<b>|`" }, scope);
  expect(filled).toBe("`` <b>|` `` &lt;b>|\\` &lt;b>\\|\\`");
});
