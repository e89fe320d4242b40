import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { buildProject } from "../../src/endings/site.ts";
import { findProject, loadConfig } from "../../src/project/setup.ts";

/** Things that must not be in the site, wherever they were planted. None of them opens anything. */
export const PLANTED: Record<string, string> = {
  aws: "AKIAIOSFODNN7EXAMPL3",
  awsSecret: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
  github: "ghp_16C7e42F292c6912E7710c838347Ae178B4a",
  githubFine: "github_pat_11ABCDEFG0abcdefghijkl_mnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTU",
  gitlab: "glpat-Xy12Zk34Lm56Np78Qr90",
  openai: "sk-proj-Ab1Cd2Ef3Gh4Ij5Kl6Mn7Op8Qr9St0Uv",
  huggingface: "hf_AbCdEfGhIjKlMnOpQrStUvWxYzAbCdEfGh",
  slack: "xoxb-123456789012-abcdefABCDEF123456",
  jwt: "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P",
  wandb: "0123456789abcdef0123456789abcdef01234567",
  password: "corr3ct-horse-battery",
  wordy: "swordfishes",
  inUrl: "hunter2-in-url",
  connection: "P4ssw0rd;in",
  pemLine: "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj",
  pemEnd: "MzEfYyjiWA4R4",
  user: "marguerite",
  userWindows: "j.winterbottom",
  host: "gpu-node-17.cluster.example",
  author: "mwinter42",
  own: "PROJECT-APOLLO-77",
};

/** Things that look a little like them and have to stay. */
export const HARMLESS = {
  commit: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b",
  checkpoint: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
  dataset: "sha256-4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945",
  runId: "0b8f1c2d3e4f5a6b",
  tokenizer: "bert-base-uncased-v2",
  padToken: "[PAD]",
  sklearn: "sk-learn-logistic-regression",
};

const BAD = `<script>alert(1)</script><img src=x onerror=alert(1)>"'\`{{7*7}}]]>&lt;<!--`;
const BIDI = "a\u202Egnp.exe\u2066b\u200B\u2028c";
const ANSI = "\u001B[31mred\u001B[0m\u001B]8;;javascript:alert(1)\u0007link\u001B]8;;\u0007";

const at = (second: number) => `2026-11-21 16:38:${String(second).padStart(2, "0")} | INFO |`;

function logOf(accuracy: number): string {
  const lines = [
    `${at(1)} ${BAD}`,
    `${at(1)} ${BIDI}`,
    `${at(1)} ${ANSI}`,
    `${at(1)} [a](javascript:alert(1)) ![b](https://example.org/x.png) <https://example.org> **bold** {{constructor}}`,
    `${at(1)} ${"x".repeat(1 << 20)}`,
    `${at(1)} lone \uD800 surrogate`,
    `${at(2)} metric ${JSON.stringify({ step: 1, split: "val", accuracy })}`,
    `${at(3)} metric ${JSON.stringify({ step: 2, split: "val", accuracy: accuracy + 0.01, [BAD]: 1 })}`,
    `${at(4)} metric ${JSON.stringify({ step: 2, split: "test", accuracy: accuracy + 0.005 })}`,
    `${at(4)} aws ${PLANTED.aws} github ${PLANTED.github} fine ${PLANTED.githubFine} gitlab ${PLANTED.gitlab}`,
    `${at(4)} OPENAI_API_KEY=${PLANTED.openai} export HF_TOKEN="${PLANTED.huggingface}" slack ${PLANTED.slack}`,
    `${at(4)} {"authorization": "Bearer ${PLANTED.jwt}", "aws_secret_access_key": "${PLANTED.awsSecret}"}`,
    `${at(4)} wandb login ${PLANTED.wandb}`,
    `${at(4)} postgres://ann:${PLANTED.inUrl}@db.example/x Server=db;Password="${PLANTED.connection}";`,
    `${at(4)} config: Namespace(password='${PLANTED.password}', lr=0.1)`,
    "-----BEGIN RSA PRIVATE KEY-----",
    PLANTED.pemLine,
    PLANTED.pemEnd,
    "-----END RSA PRIVATE KEY-----",
    `${at(5)} data /home/${PLANTED.user}/data/train.csv and C:\\Users\\${PLANTED.userWindows}\\x and ${JSON.stringify(`C:\\Users\\${PLANTED.userWindows}\\x`)}`,
    `${at(5)} hostname: ${PLANTED.host} ${PLANTED.author}@${PLANTED.host}:~/work$ about ${PLANTED.own} and the word ${PLANTED.wordy}`,
    `${at(5)} commit ${HARMLESS.commit} checkpoint ${HARMLESS.checkpoint} data ${HARMLESS.dataset} run ${HARMLESS.runId}`,
    `${at(5)} tokenizer: ${HARMLESS.tokenizer} pad_token: ${HARMLESS.padToken} model ${HARMLESS.sklearn} max_tokens=512 token=7`,
  ];
  return `${lines.join("\n")}\n`;
}

function runOf(name: string, accuracy: number, more: object = {}): Record<string, string> {
  const dir = `experiments/attack/runs/2026-11-21T16-38-0${name}`;
  const params = {
    lr: accuracy,
    note: BAD,
    bidi: BIDI,
    "name <b>": 1,
    tokenizer: HARMLESS.tokenizer,
    db: { password: PLANTED.wordy },
  };
  const metadata = {
    name: `${name} ${BAD} ${BIDI}`,
    description: `${BAD} ${BIDI} ${PLANTED.github}`,
    status: "completed",
    author: BAD,
    tags: [BAD, BIDI],
    git_commit: HARMLESS.commit,
    notes: `# ${BAD}\n\n[x](javascript:alert(1)) ${PLANTED.gitlab}`,
    environment: {
      HOSTNAME: PLANTED.host,
      USER: PLANTED.author,
      HOME: `/home/${PLANTED.user}`,
      WANDB_API_KEY: PLANTED.wandb,
      python: "3.11.7",
    },
  };
  return {
    [`${dir}/logs/train.log`]: logOf(accuracy),
    [`${dir}/params.json`]: JSON.stringify({ ...params, ...more }),
    [`${dir}/metadata.yaml`]: JSON.stringify(metadata),
    [`${dir}/plots/bad.svg`]: `<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`,
    [`${dir}/plots/fine.svg`]: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text>/home/${PLANTED.user}/x</text></svg>`,
  };
}

const NAMES =
  process.platform === "win32"
    ? []
    : [`<b onclick=alert(1)>.log`, "javascript:alert(1).log", "a\u202Eb.log", `"q'.log`, `${PLANTED.github}.log`];

const JOURNAL = `# Journal ${BAD}

## Hypothesis

If ${BAD} ${BIDI} then test/accuracy rises by at least 0.5 pp, see <b onmouseover=alert(1)>this</b>.

- Success criterion: test/accuracy of b minus a >= 0.005
- Primary metric: test/accuracy (higher is better)
- Baseline: a
- Candidate: b

## Entries

### 2026-11-21 16:38

[WEIRD] ${BAD} [x](javascript:alert(1)) ![y](https://example.org/y.png) ${PLANTED.aws} ${ANSI}

<iframe src="https://example.org"></iframe><style>body{display:none}</style><a href="javascript:alert(1)">z</a>

[TODO] \`\`\` {{template}} \${x} <% y %> ${PLANTED.jwt}
`;

const LOG = "runs/2026-11-21T16-38-01-a/logs/train.log";

const NOTES = `---
title: "${"<i>title</i>"}"
---
# Notes ${BAD}

The test accuracy of a is [0.505](${LOG}#L9 "test/accuracy"), a secret: ${PLANTED.huggingface} and password: ${PLANTED.password}

[s](${LOG}#L10-L13) [p](../../../../etc/passwd) [j](javascript:alert(1)) [d](data:text/html,<script>alert(1)</script>) <svg onload=alert(1)>

![p](runs/2026-11-21T16-38-01-a/plots/bad.svg) ![f](runs/2026-11-21T16-38-01-a/plots/fine.svg)

| a | b |
| --- | --- |
| ${"y".repeat(3000)} | ${"| ".repeat(20)} |

/home/${PLANTED.user}/notes ${PLANTED.own}
`;

/** A project of which every text tries to become something else, with its site. */
export interface HostileSite {
  root: string;
  out: string;
  remove(): void;
}

/** Makes the project in a new folder and builds its site. `config`: more of the configuration's `site`. */
export async function buildHostile(config = ""): Promise<HostileSite> {
  const folder = mkdtempSync(join(tmpdir(), "labdocs-hostile-site-"));
  const root = join(folder, "project");
  const files: Record<string, string> = {
    "docs.config.yaml": `title: ${JSON.stringify(`Hostile ${BAD}`)}\ndescription: ${JSON.stringify(BIDI)}\nreports: all\n${config}`,
    ...runOf("1-a", 0.5),
    ...runOf("2-b", 0.6),
    ...runOf("3-c", 0.4, { lr: "nan", api_key: PLANTED.openai }),
    "experiments/attack/JOURNAL.md": JOURNAL,
    "experiments/attack/notes.md": NOTES,
    "experiments/attack/IGNORED_RUNS.md": `runs/2026-11-21T16-38-03-c   # ${BAD} ${PLANTED.slack}\n`,
  };
  for (const name of NAMES) files[`experiments/attack/runs/2026-11-21T16-38-01-a/logs/${name}`] = logOf(0.3);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), path.endsWith(".log") ? Buffer.from(text, "utf8") : text);
  }
  const out = join(folder, "site");
  const setup = findProject(root, null);
  const holder = { pid: process.pid, isAlive: () => false };
  await buildProject({ setup, config: await loadConfig(setup), write: true, holder, out });
  return { root, out, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
