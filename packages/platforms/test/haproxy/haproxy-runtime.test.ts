import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ActionError } from "@deploy-actions/kernel";
import { afterEach, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { parseBackends, parseInfo, parseServersState, parseStat } from "../../src/haproxy/runtime-answers.ts";
import { formatCommand } from "../../src/haproxy/runtime-command.ts";
import { openRuntimeSocket } from "../../src/haproxy/runtime-socket.ts";
import { rejection } from "../contract.ts";

const signal = new AbortController().signal;

describe("Commands to HAProxy", () => {
  test.each([
    [{ kind: "show-info" }, "show info"],
    [{ kind: "show-level" }, "show cli level"],
    [{ kind: "show-backends" }, "show backend"],
    [{ kind: "show-servers", backend: "web" }, "show servers state web"],
    [{ kind: "show-stat", backend: "web" }, "show stat web 6 -1"],
    [{ kind: "set-weight", backend: "web", server: "blue", weight: 256 }, "set server web/blue weight 256"],
    [
      { kind: "set-state", backend: "web", server: "blue", state: "drain" },
      "set server web/blue state drain",
    ],
  ] as const)("%j is `%s`", (command, line) => {
    expect(formatCommand(command)).toBe(line);
  });

  test("a name can never be more than a name", () => {
    const name = fc.oneof(fc.string(), fc.constantFrom("a;b", "a\nb", "a b", "a/b", "", "a'b", "<<", "é"));
    fc.assert(
      fc.property(name, name, (backend, server) => {
        try {
          const line = formatCommand({ kind: "set-weight", backend, server, weight: 1 });
          expect(line).toMatch(/^set server [\w.:-]+\/[\w.:-]+ weight 1$/);
        } catch (error) {
          expect(error).toBeInstanceOf(ActionError);
          expect(error).toMatchObject({ code: "config" });
        }
      }),
    );
  });

  test.each([-1, 257, 0.5, Number.NaN])("%d is no weight", (weight) => {
    expect(() => formatCommand({ kind: "set-weight", backend: "b", server: "s", weight })).toThrow(
      /0 to 256/,
    );
  });
});

describe("Answers of HAProxy", () => {
  const header =
    "# be_id be_name srv_id srv_name srv_addr srv_op_state srv_admin_state srv_uweight srv_iweight srv_time";

  test.each([
    [0, false, false],
    [1, true, false],
    [4, false, false],
    [5, true, false],
    [8, false, true],
    [32, true, false],
  ])("administrative state %d", (admin, isMaintenance, isDrained) => {
    const parsed = parseServersState(`1\n${header}\n3 web 1 blue 127.0.0.1 2 ${admin} 85 100 0\n\n`);
    expect(parsed).toEqual({
      ok: true,
      value: [
        {
          backend: "web",
          name: "blue",
          operational: "running",
          isMaintenance,
          isDrained,
          weight: 85,
          initialWeight: 100,
        },
      ],
    });
  });

  test.each([
    ["", "expected a table of version 1"],
    ["2\n# be_id\n", "expected a table of version 1"],
    ["1\nHTTP/1.1 400\n", "expected a header line"],
    [`1\n${header}\n3 web 1 blue 127.0.0.1 7 0 85 100 0`, "a server's states and weight"],
    [`1\n${header}\n3 web 1 blue 127.0.0.1 2 0 - 100 0`, "a server's states and weight"],
    [`1\n${header}\n3 web`, "a server's states and weight"],
  ])("a server table that is none: %j", (answer, expected) => {
    expect(parseServersState(answer)).toMatchObject({
      ok: false,
      problem: expect.stringContaining(expected),
    });
  });

  test("statistics are read by the names of their columns, quoted cells too", () => {
    const answer =
      '# pxname,svname,scur,weight,status,last_chk,\nweb,blue,0,256,UP,"a, ""b""",\nweb,BACKEND,1,256,UP,,\n\n';
    expect(parseStat(answer)).toEqual({
      ok: true,
      value: [
        { pxname: "web", svname: "blue", scur: "0", weight: "256", status: "UP", last_chk: 'a, "b"' },
        { pxname: "web", svname: "BACKEND", scur: "1", weight: "256", status: "UP", last_chk: "" },
      ],
    });
  });

  test.each([
    ["", "expected a CSV header"],
    ["# pxname,svname,\n", "expected a column scur"],
    ["# pxname,svname,scur,weight,status,\nweb,blue,0\n", "expected 5 columns"],
    ['# pxname,svname,scur,weight,status,\nweb,blue,0,1,"UP\n', "expected 5 columns"],
  ])("statistics that are none: %j", (answer, expected) => {
    expect(parseStat(answer)).toMatchObject({ ok: false, problem: expect.stringContaining(expected) });
  });

  test("backends and facts", () => {
    expect(parseBackends("# name\nweb\nother\n\n")).toEqual({ ok: true, value: ["web", "other"] });
    expect(parseBackends("web\n")).toMatchObject({ ok: false });
    expect(parseInfo("Name: HAProxy\nBuild info: 2.6: x\n\n").get("Build info")).toBe("2.6: x");
  });
});

describe("The runtime socket", () => {
  const folder = mkdtempSync(join(tmpdir(), "deploy-actions-hap-"));
  const servers: Server[] = [];
  const sockets: Socket[] = [];
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy();
    for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
  });
  const listen = async (
    path: string | undefined,
    answer: (socket: Socket, line: string) => void,
  ): Promise<string> => {
    const server = createServer((socket) => {
      sockets.push(socket);
      socket.on("error", () => {});
      socket.on("data", (data) => answer(socket, data.toString()));
    });
    servers.push(server);
    await new Promise<void>((resolve) => {
      if (path === undefined) server.listen(0, "127.0.0.1", resolve);
      else server.listen(path, resolve);
    });
    return path ?? `127.0.0.1:${(server.address() as AddressInfo).port}`;
  };

  test("asks one line and reads until the end, also in pieces", async () => {
    const address = await listen(join(folder, "a.sock"), (socket, line) => {
      socket.write("begin ");
      setImmediate(() => socket.end(`end of ${line}`));
    });
    expect(await openRuntimeSocket("a.sock", folder).ask("show info", signal)).toBe(
      "begin end of show info\n",
    );
    expect(openRuntimeSocket("a.sock", folder).address).toBe(address);
  });

  test("does not wait for ever", async () => {
    const address = await listen(undefined, () => {});
    const error = await rejection(openRuntimeSocket(address, folder, 100).ask("show info", signal), "remote");
    expect(error.message).toBe(`HAProxy at ${address} did not answer "show info" within 100ms`);
  });

  test("ends with its signal", async () => {
    const address = await listen(undefined, () => {});
    const controller = new AbortController();
    const call = openRuntimeSocket(address, folder).ask("show info", controller.signal);
    controller.abort();
    await rejection(call, "cancelled");
    await rejection(openRuntimeSocket(address, folder).ask("show info", controller.signal), "cancelled");
  });

  test("does not read an answer without an end", async () => {
    const block = Buffer.alloc(1_048_576, "x");
    const address = await listen(undefined, (socket) => {
      for (let index = 0; index < 12; index += 1) socket.write(block);
    });
    const error = await rejection(openRuntimeSocket(address, folder).ask("show info", signal), "remote");
    expect(error.message).toContain("without an end");
  });

  test("tells a file that is no socket, a port without a server and a path that is too long", async () => {
    writeFileSync(join(folder, "plain"), "");
    const plain = await rejection(openRuntimeSocket("plain", folder).ask("show info", signal), "remote");
    expect(plain.message).toContain("Nobody listens on HAProxy's runtime API at");
    const address = await listen(undefined, () => {});
    for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
    const gone = await rejection(openRuntimeSocket(address, folder).ask("show info", signal), "remote");
    expect(gone.message).toBe(`Nobody listens on HAProxy's runtime API at ${address}`);
    expect(() => openRuntimeSocket("x".repeat(120), folder)).toThrow(
      /path of the HAProxy socket is too long/,
    );
    rmSync(folder, { recursive: true });
  });
});
