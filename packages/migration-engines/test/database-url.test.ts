import { createServer } from "node:net";
import { describe, expect, test } from "@jest/globals";
import { explainConnectionError } from "../src/connection-error.ts";
import { parseDatabaseUrl } from "../src/database-url.ts";
import { openDatabase } from "../src/open-database.ts";
import { everythingOf, keepLog, keepSecrets, never, rejection } from "./ports.ts";

const open = (databaseUrl: string): ReturnType<typeof openDatabase> =>
  openDatabase({
    databaseUrl,
    workspace: "/",
    applicationName: "test",
    secrets: keepSecrets(),
    log: keepLog(),
  });

describe("the database URL", () => {
  test("says where the database is", () => {
    expect(parseDatabaseUrl(" postgresql://ada:p%40ss@db.example:6543/shop?sslmode=require\n")).toMatchObject(
      {
        kind: "postgres",
        host: "db.example",
        port: 6543,
        database: "shop",
        user: "ada",
        password: "p@ss",
      },
    );
    expect(parseDatabaseUrl("pglite:./data")).toEqual({ kind: "pglite", folder: "./data" });
    expect(parseDatabaseUrl("pglite:memory")).toEqual({ kind: "pglite", folder: undefined });
  });

  test.each([
    ["", /is empty/],
    ["db.example/shop", /does not start with a scheme/],
    ["mysql://root:hunter2@db/shop", /starts with mysql:, which the sql engine does not speak/],
    ["postgress://a:hunter2@db/shop", /Did you mean "postgres"\?/],
    ["postgres://a:hunter2@db:port/shop", /cannot be parsed/],
    ["postgres://a:hunter2@db:5432", /names no database/],
    ["pglite:", /names no folder/],
  ])("%j is refused without repeating it", (url, message) => {
    try {
      parseDatabaseUrl(url);
    } catch (error) {
      expect(error).toMatchObject({ code: "config", message: expect.stringMatching(message) });
      expect(everythingOf(error)).not.toContain("hunter2");
      return;
    }
    throw new Error("It was accepted.");
  });
});

describe("a database that cannot be reached", () => {
  test("nothing listens there", async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as { port: number };
    await new Promise((resolve) => server.close(resolve));
    const error = await rejection(open(`postgres://ada:hunter2@127.0.0.1:${port}/shop`).connect(never));
    expect(error.code).toBe("remote");
    expect(error.message).toBe(
      `PostgreSQL at 127.0.0.1:${port}, database "shop" refused the connection: nothing listens there.`,
    );
    expect(everythingOf(error)).not.toContain("hunter2");
  });

  test("the name does not resolve", async () => {
    const error = await rejection(open("postgres://ada:hunter2@no-such-host.invalid/shop").connect(never));
    expect(error).toMatchObject({ code: "remote", message: expect.stringContaining("does not resolve") });
  });

  test("something else answers on that port", async () => {
    const server = createServer((socket) => socket.destroy());
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as { port: number };
    const error = await rejection(open(`postgres://ada:hunter2@127.0.0.1:${port}/shop`).connect(never));
    await new Promise((resolve) => server.close(resolve));
    expect(error).toMatchObject({
      code: "remote",
      message: expect.stringContaining("closed the connection"),
    });
  });

  test("a run that is cancelled while it connects stops at once", async () => {
    const sockets = new Set<{ destroy(): void }>();
    const server = createServer((socket) => sockets.add(socket));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as { port: number };
    const controller = new AbortController();
    const connecting = rejection(open(`postgres://ada@127.0.0.1:${port}/shop`).connect(controller.signal));
    setTimeout(() => controller.abort(), 50);
    expect((await connecting).code).toBe("cancelled");
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });

  test.each([
    [{ code: "28P01", message: "x" }, "permission", /refused the password of user "ada"/],
    [{ code: "28000", message: "no pg_hba.conf entry" }, "permission", /no pg_hba.conf entry/],
    [{ code: "3D000", message: "x" }, "config", /does not exist on that server/],
    [{ code: "53300", message: "x" }, "remote", /has no connection left/],
    [{ code: "57P03", message: "x" }, "remote", /starting up/],
    [new Error("timeout expired"), "remote", /did not answer in time/],
    [new Error("The server does not support SSL connections"), "config", /does not offer TLS/],
    [
      Object.assign(new Error("self-signed certificate"), { code: "DEPTH_ZERO_SELF_SIGNED_CERT" }),
      "config",
      /not trusted/,
    ],
    [new Error("odd hunter2"), "remote", /could not be connected to: odd \*\*\*/],
  ])("%j becomes a plain sentence", (cause, code, message) => {
    const place = { host: "db", port: 5432, database: "shop", user: "ada" };
    const error = explainConnectionError(cause, place, (text) => text.replaceAll("hunter2", "***"));
    expect(error).toMatchObject({ code, message: expect.stringMatching(message) });
    expect(error.hint).not.toBe("");
    expect(everythingOf(error)).not.toContain("hunter2");
  });
});
