import { connect } from "node:net";
import { afterEach, describe, expect, test } from "@jest/globals";
import { readLocalMetricsText } from "../src/local/local-target.ts";
import { type Behaviour, LocalFixture } from "./support/local-fixture.ts";
import { http as client } from "./support/ports.ts";

let fixture: LocalFixture | undefined;

afterEach(async () => {
  await fixture?.close();
  fixture = undefined;
});

function open(behaviours?: Readonly<Record<string, Behaviour>>): LocalFixture {
  fixture = new LocalFixture(behaviours);
  return fixture;
}

async function openAt(
  weight: number,
  behaviours?: Readonly<Record<string, Behaviour>>,
): Promise<LocalFixture> {
  const opened = open(behaviours);
  const { platform, signal } = opened;
  await opened.deploy("v1");
  await platform.setWeight({ version: "v2" }, weight, await platform.observe(signal), signal);
  return opened;
}

async function requests(subject: LocalFixture): Promise<Readonly<Record<string, number>>> {
  const text = await readLocalMetricsText(subject.context, subject.signal);
  const lines = text.matchAll(/^deploy_actions_requests_total\{release="(\w+)",.*outcome="(\w+)"\} (\d+)$/gm);
  return Object.fromEntries(
    Array.from(lines, ([, release, outcome, n]) => [`${release} ${outcome}`, Number(n)]),
  );
}

describe("the proxy of the local target", () => {
  test("gives the candidate exactly its share and counts it", async () => {
    const subject = await openAt(25);
    let candidate = 0;
    for (let batch = 0; batch < 20; batch += 1) {
      const answers = await Promise.all(Array.from({ length: 20 }, () => subject.fetch()));
      for (const { status, text, headers } of answers) {
        expect(status).toBe(200);
        expect(headers["x-deploy-actions-release"]).toBe(text);
        if (text === "v2") candidate += 1;
      }
    }
    expect(candidate).toBe(100);
    expect(await requests(subject)).toMatchObject({ "v1 ok": 300, "v2 ok": 100, "v2 error": 0 });
  });

  test("reaches a release by header at any weight, and nobody in its place", async () => {
    const subject = await openAt(0);
    expect((await subject.fetch("/", { "x-deploy-actions": "candidate" })).text).toBe("v2");
    expect((await subject.fetch()).text).toBe("v1");
    await subject.platform.abort(await subject.platform.observe(subject.signal), subject.signal);
    const none = await subject.fetch("/", { "x-deploy-actions": "candidate" });
    expect([none.status, none.text]).toEqual([503, "there is no candidate release\n"]);
    expect((await subject.fetch("/", { "x-deploy-actions": "canidate" })).status).toBe(400);
  });

  test("does not count requests by header: checks are no evidence of what users get", async () => {
    const subject = await openAt(50, { v2: { failEvery: 2 } });
    for (let count = 0; count < 10; count += 1) {
      await subject.fetch("/", { "x-deploy-actions": "candidate" });
      await subject.fetch("/", { "x-deploy-actions": "stable" });
    }
    expect(await requests(subject)).toMatchObject({ "v1 ok": 0, "v2 ok": 0, "v2 error": 0 });
  });

  test("counts 5xx answers as errors of the release that gave them", async () => {
    const subject = await openAt(50, { v2: { failEvery: 2 } });
    for (let count = 0; count < 40; count += 1) await subject.fetch();
    expect(await requests(subject)).toMatchObject({
      "v1 ok": 20,
      "v1 error": 0,
      "v2 ok": 10,
      "v2 error": 10,
    });
  });

  test("loses no request while weights change, a release is promoted and another aborted", async () => {
    const subject = await openAt(0);
    const { platform, signal } = subject;
    const running: Promise<{ readonly status: number }>[] = [];
    const timer = setInterval(() => {
      running.push(client.send({ url: `${subject.url}/`, signal }));
      running.push(client.send({ url: `${subject.url}/echo`, method: "POST", body: "hello", signal }));
    }, 10);
    try {
      let state = await platform.observe(signal);
      for (const weight of [1, 25, 50, 100]) {
        state = await platform.setWeight({ version: "v2" }, weight, state, signal);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      state = await platform.promote({ version: "v2" }, state, signal);
      state = await platform.setWeight({ version: "v3" }, 50, state, signal);
      state = await platform.abort(state, signal);
      await platform.restore({ version: "v1" }, state, signal);
      await new Promise((resolve) => setTimeout(resolve, 100));
    } finally {
      clearInterval(timer);
    }
    const statuses = (await Promise.all(running)).map(({ status }) => status);
    expect(statuses.length).toBeGreaterThan(40);
    expect(statuses.filter((status) => status !== 200)).toEqual([]);
  });

  test("a request that is being answered finishes after its release was retired", async () => {
    const subject = await openAt(100);
    const slow = subject.fetch("/slow");
    while ((await requestsInFlight(subject)) === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    await subject.platform.abort(await subject.platform.observe(subject.signal), subject.signal);
    const answer = await slow;
    expect([answer.text, answer.headers["x-deploy-actions-release"]]).toEqual(["begin end", "v2"]);
  });

  test("a GET whose release dies is answered by the other one and counted as an error of the dead", async () => {
    const subject = await openAt(100);
    const answer = await subject.fetch("/crash", { "x-deploy-actions": "candidate" });
    expect(answer.status).toBe(502);
    for (let count = 0; count < 10; count += 1) expect((await subject.fetch()).status).toBe(200);
    const { "v2 error": errors } = await requests(subject);
    expect(errors).toBeGreaterThan(0);
  });

  test("passes headers on, without those of the connection", async () => {
    const subject = await openAt(0);
    const answer = await subject.fetch("/headers", {
      connection: "close, x-secret-hop",
      "x-secret-hop": "1",
      "x-kept": "2",
      "x-forwarded-for": "192.0.2.7",
    });
    const seen = JSON.parse(answer.text) as Record<string, string>;
    expect(seen).toMatchObject({
      "x-kept": "2",
      "x-forwarded-for": "192.0.2.7, 127.0.0.1",
      "x-forwarded-proto": "http",
    });
    expect(seen.host).toBe(subject.stateFile.listen);
    expect(seen).not.toHaveProperty("x-secret-hop");
    expect(answer.headers["set-cookie"]).toBe("a=1, b=2");
    expect(answer.headers["keep-alive"]).not.toBe("timeout=99");
  });

  test("a client cannot strip the length of a body to smuggle a second request", async () => {
    const subject = await openAt(0);
    const answer = await raw(
      subject,
      "GET /echo HTTP/1.1\r\nhost: x\r\nconnection: close, content-length\r\ncontent-length: 26\r\n\r\nGET /crash HTTP/1.1\r\na: b\r\n",
    );
    expect(answer).toMatch(/^HTTP\/1\.1 200 /);
    expect(answer).toContain("GET /crash HTTP/1.1");
    expect(await requests(subject)).toMatchObject({ "v1 ok": 1, "v1 error": 0 });
  });

  test("streams a large body both ways unchanged", async () => {
    const subject = await openAt(0);
    const body = Buffer.alloc(3_000_000, "0123456789");
    const answer = await client.send({
      method: "POST",
      url: `${subject.url}/echo`,
      body,
      signal: subject.signal,
    });
    expect(Buffer.from(answer.body).equals(body)).toBe(true);
  });

  test.each([
    ["POST", "hello"],
    ["POST", undefined],
    ["PUT", "hello"],
    ["PATCH", "hello"],
    ["DELETE", undefined],
    ["DELETE", "hello"],
    ["HEAD", undefined],
  ] as const)("passes %s with body %s on and its answer back", async (method, body) => {
    const subject = await openAt(0);
    const { signal, url } = subject;
    const options = body === undefined ? {} : { body, headers: { "content-length": String(body.length) } };
    const answer = await client.send({ method, url: `${url}/echo`, signal, ...options });
    expect(answer.status).toBe(200);
    expect(new TextDecoder().decode(answer.body)).toBe(body ?? "");
    expect(await requests(subject)).toMatchObject({ "v1 ok": 1, "v1 error": 0 });
  });

  test("answers bytes that are no request without harm", async () => {
    const subject = await openAt(0);
    for (const head of [
      "GARBAGE\r\n\r\n",
      "GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\na: \u0001\r\n\r\n",
    ]) {
      expect(await raw(subject, head)).toMatch(/^HTTP\/1\.1 400 /);
    }
    expect(await raw(subject, "CONNECT example.com:443 HTTP/1.1\r\nhost: x\r\n\r\n")).toBe("");
    expect((await subject.fetch()).text).toBe("v1");
  });

  test("passes a WebSocket upgrade through", async () => {
    const subject = await openAt(0);
    const answer = await raw(
      subject,
      "GET /ws HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: echo\r\n\r\n",
      "ping",
      /v1:ping/,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 101 /);
    expect(answer.toLowerCase()).toContain("x-deploy-actions-release: v1");
  });
});

async function requestsInFlight(subject: LocalFixture): Promise<number> {
  const text = await readLocalMetricsText(subject.context, subject.signal);
  return Number(/in_flight\{release="v2".*\} (\d+)/.exec(text)?.[1] ?? 0);
}

/** What the proxy answers to bytes; ends with the connection, or when `until` is seen. */
function raw(subject: LocalFixture, head: string, afterwards?: string, until?: RegExp): Promise<string> {
  const [host = "", port = ""] = subject.stateFile.listen.split(":");
  return new Promise((resolve, reject) => {
    let text = "";
    const socket = connect(Number(port), host, () => socket.write(head));
    socket.on("data", (chunk) => {
      const isFirst = text === "";
      text += chunk.toString();
      if (isFirst && afterwards !== undefined) socket.write(afterwards);
      if (until?.test(text)) socket.destroy();
    });
    socket.on("close", () => resolve(text));
    socket.on("error", reject);
  });
}
