import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { type ShopRelease, spreadFailures } from "./releases.ts";
import type { Product, ShopStore } from "./store.ts";

const MAX_BODY_BYTES = 16 * 1_024;

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

type Handler = (request: IncomingMessage) => Promise<Answer>;

/** The shop's HTTP interface. `isDraining` turns the readiness off before the process ends. */
export function createApp(options: {
  readonly release: ShopRelease;
  readonly store: ShopStore;
  readonly isDraining: () => boolean;
}): RequestListener {
  const { release, store, isDraining } = options;
  const fails = spreadFailures(release.failureShare);

  const spoiled =
    (handler: Handler): Handler =>
    async (request) =>
      fails()
        ? { status: 500, body: { error: "cart service: connection pool exhausted" } }
        : await handler(request);

  const health = async (): Promise<Answer> => {
    const db = await passes(store.ping());
    const status = db ? "pass" : "fail";
    return { status: db ? 200 : 503, body: { status, version: release.name, checks: { db: status } } };
  };

  const ready = async (): Promise<Answer> => {
    const isReady = !isDraining() && (await passes(store.requireSchema()));
    return {
      status: isReady ? 200 : 503,
      body: { status: isReady ? "pass" : "fail", version: release.name },
    };
  };

  const products: Handler = async () => {
    if (release.productDelayMs > 0) await wait(release.productDelayMs);
    return { status: 200, body: { products: await store.listProducts() } };
  };

  const orders: Handler = async (request) => {
    const order = readOrder(await readBody(request));
    if (typeof order === "string") return { status: 400, body: { error: order } };
    const id = await store.placeOrder(order.productId, order.quantity);
    if (id === undefined) return { status: 404, body: { error: `no product ${order.productId}` } };
    return { status: 201, body: { id, ...order } };
  };

  const home = async (): Promise<Answer> => ({
    status: 200,
    body: renderHome(release.name, await store.listProducts()),
  });

  const routes: Readonly<Record<string, Handler>> = {
    "GET /health": health,
    "GET /health/ready": ready,
    "GET /products": spoiled(products),
    "POST /orders": spoiled(orders),
    "GET /": home,
  };

  return (request, response) => {
    void answer(routes, request).then((result) => send(response, result, release.name, isDraining()));
  };
}

async function answer(routes: Readonly<Record<string, Handler>>, request: IncomingMessage): Promise<Answer> {
  const path = new URL(request.url ?? "/", "http://shop").pathname;
  const handler = routes[`${request.method} ${path}`];
  if (handler !== undefined) {
    return await handler(request).catch((error: unknown) => {
      console.error(`${request.method} ${path}: ${error instanceof Error ? error.message : String(error)}`);
      return { status: 500, body: { error: "internal error" } };
    });
  }
  const isKnown = Object.keys(routes).some((route) => route.endsWith(` ${path}`));
  return isKnown
    ? { status: 405, body: { error: "method not allowed" } }
    : { status: 404, body: { error: "not found" } };
}

function send(response: ServerResponse, { status, body }: Answer, release: string, isLast: boolean): void {
  const isHtml = typeof body === "string";
  response.writeHead(status, {
    "content-type": isHtml ? "text/html; charset=utf-8" : "application/json",
    "cache-control": "no-store",
    "x-shop-release": release,
    ...(isLast ? { connection: "close" } : {}),
  });
  response.end(isHtml ? body : `${JSON.stringify(body)}\n`);
}

async function passes(check: Promise<void>): Promise<boolean> {
  return await check.then(
    () => true,
    () => false,
  );
}

async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= MAX_BODY_BYTES) chunks.push(chunk);
  }
  return size <= MAX_BODY_BYTES ? Buffer.concat(chunks).toString("utf8") : undefined;
}

/** The order in a request body, or what is wrong with it. */
function readOrder(
  body: string | undefined,
): { readonly productId: number; readonly quantity: number } | string {
  if (body === undefined) return "the body is too large";
  let order: unknown;
  try {
    order = JSON.parse(body);
  } catch {
    return "the body is not JSON";
  }
  const { productId, quantity = 1 } = (order ?? {}) as {
    readonly productId?: unknown;
    readonly quantity?: unknown;
  };
  if (typeof productId !== "number" || !Number.isInteger(productId)) return "productId has to be an integer";
  if (typeof quantity !== "number" || !Number.isInteger(quantity) || quantity < 1 || quantity > 100) {
    return "quantity has to be 1 to 100";
  }
  return { productId, quantity };
}

function renderHome(release: string, products: readonly Product[]): string {
  const items = products.map(({ name, priceCents, rating }) => {
    const stars = rating === undefined || rating === null ? "" : ` ★ ${rating.toFixed(1)}`;
    return `<li>${escapeHtml(name)} € ${(priceCents / 100).toFixed(2)}${stars}</li>`;
  });
  return `<!doctype html><title>Shop</title><h1>Shop</h1><ul>${items.join("")}</ul><p>${escapeHtml(release)}</p>\n`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}
