import { describe, expect, test } from "@jest/globals";
import { selectProxy } from "../src/http-proxy.ts";

const both = { HTTP_PROXY: "http://plain:3128", HTTPS_PROXY: "http://secure:3128" };

describe("the proxy of a URL", () => {
  test.each([
    ["https://a.example/", both, "http://secure:3128"],
    ["http://a.example/", both, "http://plain:3128"],
    ["https://a.example/", { HTTP_PROXY: "http://plain:3128" }, undefined],
    ["https://a.example/", { https_proxy: "http://low:1", HTTPS_PROXY: "http://up:1" }, "http://low:1"],
    ["https://a.example/", { https_proxy: "", HTTPS_PROXY: "http://up:1" }, "http://up:1"],
    ["https://a.example/", { HTTPS_PROXY: "proxy:8080" }, "http://proxy:8080"],
    ["https://a.example/", {}, undefined],
    ["http://127.0.0.1:80/", both, "http://plain:3128"],
  ])("%s with %p is %p", (url, env, expected) => {
    expect(selectProxy(new URL(url), env)).toBe(expected);
  });
});

describe("NO_PROXY", () => {
  test.each([
    ["*", "https://a.example/", true],
    ["a.example", "https://a.example/", true],
    ["A.Example", "https://a.example/", true],
    ["example", "https://a.example/", true],
    [".example", "https://a.example/", true],
    ["*.example", "https://a.example/", true],
    ["*.a.example", "https://a.example/", false],
    ["b.example, a.example", "https://a.example/", true],
    ["le", "https://a.example/", false],
    ["xa.example", "https://a.example/", false],
    ["a.example:443", "https://a.example/", true],
    ["a.example:8443", "https://a.example/", false],
    ["a.example:8443", "https://a.example:8443/", true],
    ["127.0.0.1", "http://127.0.0.1:9090/", true],
    ["::1", "http://[::1]:9090/", true],
    ["[::1]:9090", "http://[::1]:9090/", true],
    ["[::1]:9091", "http://[::1]:9090/", false],
    ["", "https://a.example/", false],
  ])("%p excludes %s: %p", (noProxy, url, excluded) => {
    const proxy = selectProxy(new URL(url), { ...both, NO_PROXY: noProxy });
    expect(proxy === undefined).toBe(excluded);
    expect(selectProxy(new URL(url), { ...both, no_proxy: noProxy })).toBe(proxy);
  });
});
