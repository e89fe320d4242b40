// A static file server on the loopback address, for the demo and for the browser tests.
import { readFile, stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize, sep } from "node:path";

/** @type {Record<string, string>} */
const contentTypes = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".md": "text/markdown; charset=utf-8",
  ".txt": "text/plain; charset=utf-8",
  ".log": "text/plain; charset=utf-8",
  ".csv": "text/csv; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".webp": "image/webp",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".wasm": "application/wasm",
  ".xml": "application/xml",
};

/**
 * Serves a folder under a sub-path, as GitHub Pages does: outside it, and for what is not there, 404.
 * @param {object} options
 * @param {string} options.folder what to serve
 * @param {string} [options.base] the sub-path, such as "/group/project/"; "/" by default
 * @param {number} [options.port] any free one by default
 * @param {string} [options.csp] the Content-Security-Policy header of every answer
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export async function serve({ folder, base = "/", port = 0, csp }) {
  const prefix = `/${base}/`.replace(/\/+/g, "/");
  const server = createServer(async (request, response) => {
    const { pathname, search } = new URL(request.url ?? "/", "http://localhost");
    const answer = await find(folder, pathname, prefix);
    const headers = csp === undefined ? {} : { "content-security-policy": csp };
    if (answer.location) response.writeHead(301, { ...headers, location: answer.location + search });
    else response.writeHead(answer.status, { ...headers, "content-type": answer.type, "cache-control": "no-store" });
    response.end(request.method === "HEAD" ? undefined : answer.body);
  });
  await new Promise((resolve, reject) =>
    server.once("error", reject).listen(port, "127.0.0.1", () => resolve(undefined)),
  );
  const address = server.address();
  const actual = typeof address === "object" && address ? address.port : port;
  return { url: `http://127.0.0.1:${actual}${prefix}`, close: () => close(server) };
}

/**
 * @param {string} folder
 * @param {string} pathname
 * @param {string} prefix
 */
async function find(folder, pathname, prefix) {
  if (!pathname.startsWith(prefix)) return notFound(pathname);
  const relative = decode(pathname.slice(prefix.length));
  if (relative === undefined) return notFound(pathname);
  let file = normalize(join(folder, relative));
  if (file !== normalize(folder) && !file.startsWith(normalize(folder + sep))) return notFound(pathname);
  try {
    if ((await stat(file)).isDirectory()) {
      if (!pathname.endsWith("/")) return { status: 301, type: "", body: "", location: `${pathname}/` };
      file = join(file, "index.html");
    }
    const type = contentTypes[extname(file).toLowerCase()] ?? "application/octet-stream";
    return { status: 200, type, body: await readFile(file), location: undefined };
  } catch {
    return notFound(pathname);
  }
}

/** @param {string} path */
function decode(path) {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

/** @param {string} pathname */
function notFound(pathname) {
  return { status: 404, type: "text/plain; charset=utf-8", body: `Not found: ${pathname}\n`, location: undefined };
}

/**
 * @param {import("node:http").Server} server
 * @returns {Promise<void>}
 */
function close(server) {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
