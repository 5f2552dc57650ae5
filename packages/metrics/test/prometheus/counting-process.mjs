// A process with counters for Prometheus: port from the first argument, version from the second.
// GET /hit?code=200&n=5&seconds=0.2 counts; GET /heap?bytes=5 sets a gauge; GET /metrics shows. Series appear with their first request, as clients make them.
import { createServer } from "node:http";

const [, , port, version] = process.argv;
const startedS = Date.now() / 1_000;
const counts = new Map();
let heap;
const buckets = new Map([
  ["0.1", 0],
  ["0.5", 0],
  ["+Inf", 0],
]);
createServer((request, response) => {
  const url = new URL(request.url, "http://x");
  if (url.pathname === "/hit") {
    const n = Number(url.searchParams.get("n"));
    const code = url.searchParams.get("code");
    const seconds = Number(url.searchParams.get("seconds") ?? 0.05);
    counts.set(code, (counts.get(code) ?? 0) + n);
    for (const [le, count] of buckets) if (le === "+Inf" || seconds <= Number(le)) buckets.set(le, count + n);
    response.end();
    return;
  }
  if (url.pathname === "/heap") {
    heap = url.searchParams.get("bytes");
    response.end();
    return;
  }
  response.setHeader("content-type", "text/plain; version=0.0.4");
  const lines = [`process_start_time_seconds ${startedS}`];
  for (const [code, count] of counts)
    lines.push(`shop_requests_total{version="${version}",code="${code}"} ${count}`);
  for (const [le, count] of buckets)
    lines.push(`shop_seconds_bucket{version="${version}",le="${le}"} ${count}`);
  if (heap !== undefined) lines.push(`shop_heap_bytes{version="${version}"} ${heap}`);
  response.end(`${lines.join("\n")}\n`);
}).listen(Number(port), "127.0.0.1");
