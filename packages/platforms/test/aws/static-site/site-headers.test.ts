import { describe, expect, test } from "@jest/globals";
import { siteHeaders } from "../../../src/aws/static-site/site-headers.ts";

describe("the headers of a site's objects", () => {
  test.each([
    ["index.html", "text/html; charset=utf-8"],
    ["a/b/app.mjs", "text/javascript; charset=utf-8"],
    ["img/x.SVG", "image/svg+xml"],
    ["fonts/x.woff2", "font/woff2"],
    ["CNAME", "application/octet-stream"],
    ["x.unknown", "application/octet-stream"],
  ])("%s is %s", (path, type) => {
    expect(siteHeaders(path).contentType).toBe(type);
  });

  test.each([
    "assets/app.3f2a9c1b.js",
    "assets/app.3f2a9c1b0d4e5f60.css.map",
    "assets/index-BkX2a9c1.js",
    "assets/index-D-wr2Tda.js",
    "chunk-5OQ7ZL3M.js",
  ])("%s carries a hash and may be kept for a year", (path) => {
    expect(siteHeaders(path).cacheControl).toContain("immutable");
  });

  test.each([
    "index.html",
    "page.3f2a9c1b.html",
    "my-component.js",
    "my-dataLoader.js",
    "report-20240101.pdf",
    "jquery-3.7.1.min.js",
    "sw.js",
    "deadbeef.js",
    "photo-iphone15promax.jpg",
  ])("%s is asked for again each time", (path) => {
    expect(siteHeaders(path).cacheControl).toBe("public, max-age=0, must-revalidate");
  });
});
