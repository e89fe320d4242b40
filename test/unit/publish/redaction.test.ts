import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { knownSecrets } from "../../../src/redaction/known.ts";
import { secretByName } from "../../../src/redaction/name.ts";
import { redactPage } from "../../../src/redaction/page.ts";
import { openRedactor } from "../../../src/redaction/redactor.ts";
import { makeRun } from "../run-factory.ts";

const plain = openRedactor({ patterns: [], allow: [] });
const ALNUM = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"];

const body = (length: number) =>
  fc.array(fc.constantFrom(...ALNUM), { minLength: length, maxLength: length }).map((all) => all.join(""));

/** Made to the forms that services give their keys. */
const token = fc.oneof(
  body(16).map((one) => `AKIA${one.toUpperCase()}`),
  body(36).map((one) => `ghp_${one}`),
  body(34).map((one) => `hf_${one}`),
  body(20).map((one) => `glpat-${one}`),
  body(44).map((one) => `sk-aB3${one}9`),
  body(24).map((one) => `xoxb-1234567890-${one}`),
  fc.tuple(body(20), body(30), body(40)).map((parts) => `eyJ${parts[0]}.eyJ${parts[1]}.${parts[2]}`),
);

/** What logs say around them. */
const around = fc.constantFrom(
  (one: string) => one,
  (one: string) => `using ${one} now`,
  (one: string) => `{"key": "${one}"}`,
  (one: string) => `{\\"key\\": \\"${one}\\"}`,
  (one: string) => `env TOKEN='${one}', lr=0.1`,
  (one: string) => `[${one}](x)`,
  (one: string) => `https://host/?a=${one}&b=1`,
  (one: string) => `<code>${one}</code>`,
);

describe("what is kept back", () => {
  test("of a whole page as much as of each of its texts", () => {
    const known = plain.knowing(new Map([["ada-17", "user" as const]]));
    const sensitive = fc.constantFrom(
      ...[
        "password=hunter22",
        "/home/ada/x",
        "ada-17",
        "host: gpu-17",
        "ada@gpu-17:~/work",
        "~ada/x",
        "machine a login b password abc",
      ],
      ...[
        "\u202Etxt",
        "--password hunter22",
        `${"aB3/".repeat(16)}`,
        "https://x:y@z",
        "Bearer abcdefgh12345678",
        "a\nb",
        "𝛼",
      ],
    );
    const cut = fc
      .tuple(fc.oneof(sensitive, token), fc.nat(60), fc.nat(60))
      .map(([one, from, to]) => one.slice(from % 9, -(to % 9) || undefined));
    const text = fc.oneof(
      { weight: 5, arbitrary: fc.string() },
      { weight: 1, arbitrary: cut },
      fc.tuple(fc.string(), cut).map((two) => two.join(" ")),
    );
    fc.assert(
      fc.property(fc.array(text, { maxLength: 6 }), fc.array(text, { maxLength: 3 }), (texts, links) => {
        const page = { texts, links: links.map((href) => ({ href: `${href}#L1` })) };
        const clean = redactPage(page, known);
        expect(clean.texts).toEqual(texts.map((one) => (one.startsWith("<svg") ? one : known.text(one))));
        expect(clean.links).toEqual(page.links.map(({ href }) => ({ href: known.address(href) })));
      }),
      { numRuns: 2000 },
    );
  });

  test("no token survives, wherever in a text it stands", () => {
    fc.assert(
      fc.property(token, around, fc.string(), fc.string(), (secret, place, before, after) => {
        const text = `${before} ${place(secret)} ${after}`;
        expect(plain.text(text)).not.toContain(secret);
        expect(plain.lines([before, place(secret), after]).join("\n")).not.toContain(secret);
      }),
    );
  });

  test.each([
    ["password=hunter2 lr=0.1", "password=‹redacted: password› lr=0.1"],
    [`"api_key": "abc def", "lr": 1`, `"api_key": "‹redacted: key›", "lr": 1`],
    ["Namespace(db_password='x y z', seed=3)", "Namespace(db_password='‹redacted: password›', seed=3)"],
    ["postgres://ann:pw1@db/x?y=1", "postgres://‹redacted: password›@db/x?y=1"],
    ["python train.py --api-key abcdef12 --lr 1", "python train.py --api-key ‹redacted: key› --lr 1"],
    ["open /home/ada/data/x.csv", "open /home/‹redacted: user›/data/x.csv"],
    ["/lustre/home/ada.l/x and /Users/Ada/x", "/lustre/home/‹redacted: user›/x and /Users/‹redacted: user›/x"],
    ["C:\\Users\\Ada Lovelace\\x", "C:\\Users\\‹redacted: user›\\x"],
    ["ada@gpu-17:~/work$ ls", "‹redacted: user›@‹redacted: host›:~/work$ ls"],
    ["hostname=gpu-17.example username: ada", "hostname=‹redacted: host› username: ‹redacted: user›"],
    ["WANDB_API_KEY=0123456789abcdef0123456789abcdef01234567", "WANDB_API_KEY=‹redacted: key›"],
    ["Authorization: Bearer abcDEF123456789xyz", "Authorization: Bearer ‹redacted: token›"],
    [
      "https://x.blob.example/a?sv=1&sig=aB%2FcD3eF4gH5iJ6kL7mN8",
      "https://x.blob.example/a?sv=1&sig=‹redacted: token›",
    ],
  ])("%s", (text, expected) => {
    expect(plain.text(text)).toBe(expected);
  });

  test.each([
    "commit 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b",
    "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "wandb: run 3k2j1h4g at https://wandb.ai/team/project/runs/3k2j1h4g",
    "wandb commit 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b",
    "pad_token=[PAD] bos_token_id: 1 tokenizer: bert-base max_tokens=512 token=7 tokens/s: 31.5",
    "loss_per_token = F.cross_entropy(logits.view(-1), labels)",
    "user: Hello! assistant: Hi. user=u42 user: 17 host: localhost",
    "epoch 3/10 loss=0.2134 acc=0.91 lr=1e-4 key=value secret=none password=null",
    "sk-learn-logistic-regression-with-long-name 2026-11-21T16-38-52-baseline-seed0",
    "/home/runner/build/x /usr/share/home and https://example.org/home/page",
    "the password: ****** api_key=${API_KEY} token=<your token> API_KEY=os.environ['X']",
    "[ground truth] git@github.com:org/repo.git a@b",
  ])("stays: %s", (text) => {
    expect(plain.text(text)).toBe(text);
  });

  test("numbers stay, whatever they are called", () => {
    fc.assert(
      fc.property(fc.double(), fc.constantFrom("loss", "token", "secret", "user", "host", "key"), (number, name) => {
        const text = `{"step": 3, "${name}": ${number}} ${name}=${number} ${name}: ${number}`;
        expect(plain.text(text)).toBe(text);
      }),
    );
  });

  test("every line of a key is kept back, and no line is lost", () => {
    const inside = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj";
    const lines = ["a", "-----BEGIN PRIVATE KEY-----", inside, "MzEfYyjiWA4R4", "-----END PRIVATE KEY-----", "b"];
    expect(plain.lines(lines)).toEqual(["a", ...Array(4).fill("‹redacted: key›"), "b"]);
    expect(plain.lines(lines.slice(2))).toEqual([...Array(3).fill("‹redacted: key›"), "b"]);
  });

  test("no text takes long", () => {
    const long = [
      "a.".repeat(300_000),
      "A".repeat(600_000),
      "/home".repeat(100_000),
      "key=".repeat(100_000),
      "@:".repeat(200_000),
      "eyJ".repeat(200_000),
    ];
    for (const text of long) expect(plain.text(text).length).toBeGreaterThan(0);
  }, 20_000);
});

test("the configuration adds patterns, and allows texts", () => {
  const own = openRedactor({ patterns: ["customer-(\\d+)", "APOLLO"], allow: ["hunter2", "/AKIA.*/"] });
  expect(own.text("customer-77 APOLLO")).toBe("customer-‹redacted: own› ‹redacted: own›");
  expect(own.text("password=hunter2 AKIAIOSFODNN7EXAMPL3 password=other")).toBe(
    "password=hunter2 AKIAIOSFODNN7EXAMPL3 password=‹redacted: password›",
  );
  expect(openRedactor(null).text("password=hunter2")).toBe("password=hunter2");
});

test.each([
  ["db.password", "swordfish", "password"],
  ["WANDB_API_KEY", "x1", "key"],
  ["token", "abcdef123456", "token"],
  ["token", "[CLS]", null],
  ["token", "1024", null],
  ["hostname", "gpu-17", "host"],
  ["host", "localhost", null],
  ["user", "ada", "user"],
  ["user", "17", null],
  ["n_users", "ada", null],
  ["password_length", "12", null],
  ["api_key", "None", null],
] as const)("by its name: %s = %s", (name, value, kind) => {
  expect(secretByName(name, value)).toBe(kind);
});

describe("in a page", () => {
  const cell = (text: string, verdict: string | null = null) => ({
    main: [{ text, href: "files/x/#L1", title: "x line 1", verdict }],
    badges: [],
    below: [],
    tone: null,
    sort: text,
  });

  test("the name of a row or a column says what its value is; evidence stays", () => {
    const params = {
      columns: [{ text: "Param" }, { text: "Value" }],
      rows: [{ cells: [{ main: ["db.password"] }, cell("swordfish")] }, { cells: [{ main: ["lr"] }, cell("0.1")] }],
    };
    const [password, lr] = redactPage({ table: params }, plain).table.rows;
    expect(JSON.stringify(password)).not.toContain("swordfish");
    expect(JSON.stringify(password)).toContain("files/x/#L1");
    expect(lr).toBe(params.rows[1]);
    const compared = {
      columns: [{ text: "Configuration" }, { text: "api_key" }],
      rows: [{ cells: [{ main: ["a"] }, cell("abc")] }],
    };
    expect(JSON.stringify(redactPage({ table: compared }, plain))).not.toContain("abc");
  });

  test("a number with evidence is never touched", () => {
    const table = {
      columns: [{ text: "Run" }, { text: "password" }],
      rows: [{ cells: [{ main: ["a"] }, cell("123456", "supported")] }],
    };
    expect(redactPage({ table }, plain)).toEqual({ table });
  });

  test("what a param gives away is kept back everywhere, as a whole word", () => {
    const run = makeRun("a", { params: { password: "swordfish", user: "adam", hostname: "gpu-17" } });
    const knowing = plain.knowing(knownSecrets([run]));
    expect(knowing.text("it is swordfish on gpu-17")).toBe("it is ‹redacted: password› on ‹redacted: host›");
    expect(knowing.text("swordfishes and optimizer adam")).toBe("swordfishes and optimizer adam");
  });

  test("addresses agree with one another and give nothing away", () => {
    const secret = "ghp_16C7e42F292c6912E7710c838347Ae178B4a";
    const page = {
      address: `files/${secret}.log/`,
      html: `<a href="../../files/${secret}.log/#L3">x</a>`,
      links: [{ href: `files/${secret}.log/#L12` }],
    };
    const clean = redactPage(page, plain);
    expect(JSON.stringify(clean)).not.toContain(secret);
    expect(clean.links[0]?.href).toBe(`${clean.address}#L12`);
    expect(clean.html).toContain(`${clean.address}#L3`);
  });

  test("the words and the name of a drawing of ours, but all of a text that looks like one", () => {
    const secret = "ghp_16C7e42F292c6912E7710c838347Ae178B4a";
    const drawn = (inside: string) => ({ svg: `<svg aria-label="a"><g x="1">${inside}</g></svg>` });
    const kept = drawn("<text>lr</text>");
    expect(redactPage(kept, plain)).toBe(kept);
    expect(JSON.stringify(redactPage(drawn(`<text>${secret}</text>`), plain))).not.toContain(secret);
    expect(JSON.stringify(redactPage({ svg: `<svg aria-label="${secret}"/>` }, plain))).not.toContain(secret);
    expect(JSON.stringify(redactPage({ value: `<svg token="${secret}"/>` }, plain))).not.toContain(secret);
  });

  test("characters that hide or reorder text are seen", () => {
    expect(redactPage({ text: "a\u202Eb\tc\nd" }, plain)).toEqual({ text: "a\\u{202E}b\tc\nd" });
  });
});
