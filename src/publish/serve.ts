import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { isFile, isInside, readBytes } from "../disk/file.ts";
import { RELOAD_SCRIPT } from "./reload-script.ts";

const TYPES: Record<string, string> = {
  avif: "image/avif",
  css: "text/css; charset=utf-8",
  csv: "text/csv; charset=utf-8",
  gif: "image/gif",
  html: "text/html; charset=utf-8",
  jpeg: "image/jpeg",
  jpg: "image/jpeg",
  js: "text/javascript; charset=utf-8",
  json: "application/json; charset=utf-8",
  md: "text/markdown; charset=utf-8",
  png: "image/png",
  svg: "image/svg+xml",
  tex: "text/plain; charset=utf-8",
  txt: "text/plain; charset=utf-8",
  webp: "image/webp",
  xml: "application/xml; charset=utf-8",
};

/**
 * A running server. `reload` makes every open page load again; `tell` shows in every page what went wrong, or null when nothing
 * does any more.
 */
export interface Server {
  url: string;
  reload(): void;
  tell(problem: string | null): void;
  close(): void;
}

/** What pages wait for: `build` differs after each build that changed something, also between servers. */
interface State {
  build: string;
  problem: string | null;
}

interface Call {
  folder: string;
  listeners: Set<ServerResponse>;
  state: State;
  request: IncomingMessage;
  response: ServerResponse;
}

/**
 * Serves a built site on 127.0.0.1. Pages get a small script that waits for `reload`; the files themselves are not changed.
 * Rejects when the port is taken.
 */
export function serve(folder: string, port: number): Promise<Server> {
  const listeners = new Set<ServerResponse>();
  const started = randomUUID();
  let builds = 0;
  const state: State = { build: `${started} 0`, problem: null };
  const server = createServer((request, response) => answer({ folder, listeners, state, request, response }));
  const tellAll = () => {
    for (const listener of listeners) listener.write(messageOf(state));
  };
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      const { port: taken } = server.address() as AddressInfo;
      resolve({
        url: `http://127.0.0.1:${taken}/`,
        reload: () => {
          builds += 1;
          state.build = `${started} ${builds}`;
          tellAll();
        },
        tell: (problem) => {
          if (problem === state.problem) return;
          state.problem = problem;
          tellAll();
        },
        close: () => {
          for (const listener of listeners) listener.end();
          server.close();
          server.closeAllConnections();
        },
      });
    });
  });
}

function messageOf(state: State): string {
  return `retry: 500\ndata: ${JSON.stringify(state)}\n\n`;
}

function answer(call: Call): void {
  const { request, response, listeners, state } = call;
  // A page elsewhere that lets its own name lead here would otherwise read what is served.
  if (!/^(?:127\.0\.0\.1|localhost)(?::\d+)?$/.test(request.headers.host ?? "")) {
    send(response, 403, { type: "txt", body: "This server answers to 127.0.0.1 and localhost alone.\n" });
    return;
  }
  const path = pathOf(request.url ?? "/");
  if (path === "__docs/changes") {
    response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
    response.write(messageOf(state));
    listeners.add(response);
    response.on("close", () => listeners.delete(response));
  } else if (path === "__docs/reload.js") send(response, 200, { type: "js", body: RELOAD_SCRIPT });
  else sendFile(call, path);
}

function pathOf(url: string): string | null {
  try {
    const path = decodeURIComponent(new URL(url, "http://localhost").pathname).slice(1);
    return path.includes("\0") ? null : path;
  } catch {
    return null;
  }
}

function sendFile({ folder, state, response }: Call, path: string | null): void {
  const file = path === null ? "404.html" : path === "" || path.endsWith("/") ? `${path}index.html` : path;
  const isThere = (name: string) => isInside(folder, name) && isFile(folder, name);
  if (path !== null && !isThere(file) && isThere(`${file}/index.html`)) {
    response.writeHead(301, { location: `/${path.split("/").map(encodeURIComponent).join("/")}/` }).end();
    return;
  }
  const found = isThere(file);
  if (!found && state.problem !== null && !isThere("index.html")) {
    send(response, 503, { type: "html", body: withReload(NOTHING_YET) });
    return;
  }
  const name = found ? file : "404.html";
  const body = isThere(name) ? readBytes(folder, name) : Buffer.from("not found\n");
  const type = name.slice(name.lastIndexOf(".") + 1);
  send(response, found ? 200 : 404, { type, body: type === "html" ? withReload(body.toString("utf8")) : body });
}

/** Shown while there is no site because the first build failed; the script says why. */
const NOTHING_YET = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>No site yet</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'"></head>
<body><h1>There is no site yet</h1><p>It could not be built. This page loads again when it can.</p></body></html>
`;

/** The same policy but for the script and what it waits for. */
function withReload(html: string): string {
  return html
    .replace(/(Content-Security-Policy" content=")([^"]*)"/, (_, start: string, policy: string) => {
      const parts = policy.split(/;\s*/).filter((part) => !/^(?:script-src|connect-src)\b/.test(part));
      return `${start}${[...parts, "script-src 'self'", "connect-src 'self'"].join("; ")}"`;
    })
    .replace(/(?:<\/body>|$)/, `<script src="/__docs/reload.js"></script>$&`);
}

function send(response: ServerResponse, status: number, content: { type: string; body: string | Buffer }): void {
  const type = TYPES[content.type] ?? "application/octet-stream";
  const headers = { "content-type": type, "cache-control": "no-store", "x-content-type-options": "nosniff" };
  response.writeHead(status, headers).end(content.body);
}
