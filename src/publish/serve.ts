import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { isFile, isInside, readBytes } from "../disk/file.ts";

const TYPES: Record<string, string> = {
  css: "text/css; charset=utf-8",
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  json: "application/json; charset=utf-8",
  md: "text/markdown; charset=utf-8",
  png: "image/png",
  svg: "image/svg+xml",
  txt: "text/plain; charset=utf-8",
  xml: "application/xml; charset=utf-8",
};

const RELOAD_SCRIPT = `new EventSource("/__docs/changes").onmessage = () => location.reload();\n`;

/** A running server. `reload` makes every open page load again. */
export interface Server {
  url: string;
  reload(): void;
  close(): void;
}

/**
 * Serves a built site on 127.0.0.1. Pages get a small script that waits for `reload`; the files themselves are not changed.
 * Rejects when the port is taken.
 */
export function serve(folder: string, port: number): Promise<Server> {
  const listeners = new Set<ServerResponse>();
  const server = createServer((request, response) => answer({ folder, listeners, request, response }));
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      const { port: taken } = server.address() as AddressInfo;
      resolve({
        url: `http://127.0.0.1:${taken}/`,
        reload: () => {
          for (const listener of listeners) listener.write("data: changed\n\n");
        },
        close: () => {
          for (const listener of listeners) listener.end();
          server.close();
        },
      });
    });
  });
}

function answer(call: {
  folder: string;
  listeners: Set<ServerResponse>;
  request: IncomingMessage;
  response: ServerResponse;
}): void {
  const { request, response, listeners } = call;
  const path = pathOf(request.url ?? "/");
  if (path === "__docs/changes") {
    response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
    listeners.add(response);
    response.on("close", () => listeners.delete(response));
  } else if (path === "__docs/reload.js") send(response, 200, { type: "js", body: RELOAD_SCRIPT });
  else sendFile(call.folder, path, response);
}

function pathOf(url: string): string | null {
  try {
    const path = decodeURIComponent(new URL(url, "http://localhost").pathname).slice(1);
    return path.includes("\0") ? null : path;
  } catch {
    return null;
  }
}

function sendFile(folder: string, path: string | null, response: ServerResponse): void {
  const file = path === null ? "404.html" : path === "" || path.endsWith("/") ? `${path}index.html` : path;
  const isThere = (name: string) => isInside(folder, name) && isFile(folder, name);
  if (path !== null && !isThere(file) && isThere(`${file}/index.html`)) {
    response.writeHead(301, { location: `/${encodeURI(path)}/` }).end();
    return;
  }
  const found = isThere(file);
  const name = found ? file : "404.html";
  const body = isThere(name) ? readBytes(folder, name) : Buffer.from("not found\n");
  const type = name.slice(name.lastIndexOf(".") + 1);
  send(response, found ? 200 : 404, { type, body: type === "html" ? withReload(body.toString("utf8")) : body });
}

function withReload(html: string): string {
  return html
    .replace(/script-src 'self'/, "script-src 'self'; connect-src 'self'")
    .replace("</body>", `<script src="/__docs/reload.js"></script></body>`);
}

function send(response: ServerResponse, status: number, content: { type: string; body: string | Buffer }): void {
  const type = TYPES[content.type] ?? "application/octet-stream";
  response.writeHead(status, { "content-type": type, "cache-control": "no-store" }).end(content.body);
}
