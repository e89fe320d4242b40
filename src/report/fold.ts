import { escapeHtml } from "../markdown/escape.ts";

/**
 * Markdown that is folded away under a line of plain text. GitHub renders Markdown in `<details>` only between blank lines.
 * Empty without a body.
 */
export function fold(summary: string, body: string): string {
  if (body === "") return "";
  return `<details>\n<summary>${escapeHtml(summary)}</summary>\n\n${body}\n\n</details>`;
}
