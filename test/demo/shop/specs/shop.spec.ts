import assert from "node:assert/strict";
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { after, before, describe, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { type DemoDatabase, startDatabase } from "../database.ts";
import { findRelease, spreadFailures } from "../releases.ts";
import { type RunningShop, startShop } from "../shop.ts";

let database: DemoDatabase;
const shops: RunningShop[] = [];

async function migrate(...files: readonly string[]): Promise<void> {
  const client = new pg.Client(database.url);
  await client.connect();
  for (const file of files) {
    await client.query(await readFile(new URL(`../migrations/${file}`, import.meta.url), "utf8"));
  }
  await client.end();
}

async function start(release: string, databaseUrl = database.url): Promise<RunningShop> {
  const shop = await startShop({ port: 0, host: "127.0.0.1", release, databaseUrl });
  shops.push(shop);
  return shop;
}

async function get(shop: RunningShop, path: string): Promise<{ status: number; body: unknown }> {
  const response = await fetch(shop.url + path);
  return { status: response.status, body: await response.json() };
}

async function order(shop: RunningShop, body: string): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${shop.url}/orders`, { method: "POST", body });
  return { status: response.status, body: await response.json() };
}

before(async () => {
  database = await startDatabase();
  await migrate("0001_create_shop.sql");
});

after(async () => {
  await Promise.all(shops.map((shop) => shop.stop()));
  await database.stop();
});

describe("before the rating is there", () => {
  test("v1 lists products without a rating", async () => {
    const { status, body } = await get(await start("v1"), "/products");
    assert.equal(status, 200);
    assert.deepEqual((body as { products: unknown[] }).products[0], {
      id: 1,
      name: "Espresso cup",
      priceCents: 950,
    });
  });

  test("v2 is alive but not ready, and cannot list products", async () => {
    const shop = await start("v2");
    assert.deepEqual(await get(shop, "/health"), {
      status: 200,
      body: { status: "pass", version: "v2", checks: { db: "pass" } },
    });
    assert.equal((await get(shop, "/health/ready")).status, 503);
    assert.equal((await get(shop, "/products")).status, 500);
  });
});

describe("with every migration", () => {
  before(() => migrate("0002_add_product_rating.sql", "0003_order_note.sql"));

  test("v1 still works and v2 shows ratings", async () => {
    assert.equal((await get(await start("v1"), "/products")).status, 200);
    const shop = await start("v2");
    assert.equal((await get(shop, "/health/ready")).status, 200);
    const { body } = await get(shop, "/products");
    assert.equal((body as { products: { rating: number }[] }).products[0]?.rating, 3.7);
  });

  test("the home page names the release", async () => {
    const response = await fetch((await start("v2")).url);
    assert.equal(response.headers.get("x-shop-release"), "v2");
    assert.match(await response.text(), /Espresso cup € 9\.50 ★ 3\.7.*v2/);
  });

  test("an order is written", async () => {
    const { status, body } = await order(await start("v2"), '{"productId":2,"quantity":3}');
    assert.equal(status, 201);
    assert.deepEqual({ ...(body as object), id: 0 }, { id: 0, productId: 2, quantity: 3 });
  });

  for (const [name, body, status] of [
    ["no JSON", "{", 400],
    ["no product", "{}", 400],
    ["an odd quantity", '{"productId":1,"quantity":0}', 400],
    ["a product that is not there", '{"productId":99}', 404],
    ["a body that is too large", `{"x":"${"x".repeat(20_000)}"}`, 400],
  ] as const) {
    test(`an order with ${name} is refused`, async () => {
      assert.equal((await order(await start("v1"), body)).status, status);
    });
  }

  test("other paths and methods are refused", async () => {
    const shop = await start("v1");
    assert.equal((await get(shop, "/nowhere")).status, 404);
    assert.equal((await get(shop, "/orders")).status, 405);
  });

  test("v3 fails 8 of 100 requests and stays healthy", async () => {
    const shop = await start("v3");
    const failed = { products: 0, health: 0 };
    for (let request = 0; request < 100; request += 1) {
      if ((await get(shop, "/products")).status === 500) failed.products += 1;
      if ((await get(shop, "/health")).status !== 200) failed.health += 1;
    }
    assert.deepEqual(failed, { products: 8, health: 0 });
  });

  test("v4 takes its time for products", async () => {
    const shop = await start("v4");
    const startedAt = performance.now();
    assert.equal((await get(shop, "/products")).status, 200);
    assert.ok(performance.now() - startedAt >= 145);
  });
});

describe("without a database", () => {
  test("the shop says that it is not healthy", async () => {
    const shop = await start("v1", "postgres://postgres@127.0.0.1:1/postgres");
    assert.deepEqual(await get(shop, "/health"), {
      status: 503,
      body: { status: "fail", version: "v1", checks: { db: "fail" } },
    });
  });
});

describe("as a process", () => {
  const server = new URL("../server.ts", import.meta.url).pathname;
  const spawnShop = (env: Readonly<Record<string, string>>): ChildProcessWithoutNullStreams =>
    spawn(process.execPath, [server], { env: { PATH: process.env.PATH ?? "", ...env } });

  test("it finishes the requests under way when it is told to end", async () => {
    const child = spawnShop({ PORT: "0", RELEASE: "v4", DATABASE_URL: database.url });
    const [line] = (await once(child.stdout, "data")) as [Buffer];
    const url = /http:\S+/.exec(line.toString())?.[0] ?? "";
    const answer = fetch(`${url}/products`);
    // v4 takes 150 ms for it, so it is under way when the signal comes.
    await wait(50);
    child.kill("SIGTERM");
    const [code] = await once(child, "exit");
    assert.equal((await answer).status, 200);
    assert.equal(code, 0);
  });

  for (const [env, message] of [
    [{ RELEASE: "v1" }, /DATABASE_URL is not set/],
    [{ RELEASE: "v9", DATABASE_URL: "postgres://x@127.0.0.1/x" }, /expected one of: v1/],
    [{ RELEASE: "v1", PORT: "http", DATABASE_URL: "postgres://x@127.0.0.1/x" }, /PORT is "http"/],
  ] as const) {
    test(`it ends with 1 and says why: ${message.source}`, async () => {
      const child = spawnShop(env);
      let output = "";
      child.stderr.on("data", (chunk: Buffer) => {
        output += chunk.toString();
      });
      const [code] = await once(child, "close");
      assert.equal(code, 1);
      assert.match(output, message);
    });
  }
});

describe("the demo's database with several clients", () => {
  const connect = async (): Promise<pg.Client> => {
    const client = new pg.Client(database.url);
    client.on("error", () => undefined);
    await client.connect();
    return client;
  };

  test("gives each its own answers, also while others fail", async () => {
    const clients = await Promise.all(Array.from({ length: 6 }, connect));
    const wrong: unknown[] = [];
    const ask = async (client: pg.Client, seed: number): Promise<void> => {
      for (let round = 0; round < 60; round += 1) {
        const columns = Array.from(
          { length: seed },
          (_, index) => `$${index + 1}::int AS c${index + 1}`,
        ).join(", ");
        const values = Array.from({ length: seed }, (_, index) => seed * 1_000 + round + index);
        const { rows } = await client.query(`SELECT ${columns}`, values);
        if (JSON.stringify(Object.values(rows[0])) !== JSON.stringify(values)) wrong.push([values, rows]);
      }
    };
    const fail = async (client: pg.Client): Promise<void> => {
      for (let round = 0; round < 60; round += 1) {
        await assert.rejects(client.query("SELECT $1::int, nothing FROM nowhere", [1]), /nowhere/);
      }
    };
    await Promise.all(
      clients.map((client, index) => (index % 3 === 2 ? fail(client) : ask(client, index + 1))),
    );
    assert.deepEqual(wrong, []);
    await Promise.all(clients.map((client) => client.end()));
  });

  test("makes the others wait for a transaction, and undoes one whose client is gone", async () => {
    const [one, other] = [await connect(), await connect()];
    await one.query("BEGIN");
    await one.query("INSERT INTO products (id, name, price_cents) VALUES (100, 'Tray', 1)");
    const waiting = other.query("SELECT count(*)::int AS count FROM products WHERE id = 100");
    one.connection.stream.destroy();
    assert.deepEqual((await waiting).rows, [{ count: 0 }]);
    await other.end();
  });
});

describe("releases", () => {
  test("an unknown one is named with those there are", () => {
    assert.throws(() => findRelease("v9"), /RELEASE is "v9"; expected one of: v1, v2, v3, v4/);
  });

  test("failures are spread evenly", () => {
    const fails = spreadFailures(0.08);
    const failing = Array.from({ length: 100 }, (_, index) => index + 1).filter(() => fails());
    assert.deepEqual(failing, [13, 25, 38, 50, 63, 75, 88, 100]);
  });
});
