/**
 * The fake GitHub as a program: options as JSON in the first argument; prints `{"url":…,"token":…,"env":{…}}` as one
 * line when it is ready, ends on SIGTERM or SIGINT.
 */
import { startFakeGitHub } from "./server.ts";
import type { FakeGitHubOptions } from "./types.ts";

const options = JSON.parse(process.argv[2] ?? "{}") as FakeGitHubOptions;
const github = await startFakeGitHub(options);
const env = { GITHUB_API_URL: github.url, GITHUB_TOKEN: github.token, ...github.issuer.env };
process.stdout.write(`${JSON.stringify({ url: github.url, token: github.token, env })}\n`);
for (const signal of ["SIGTERM", "SIGINT"] as const) {
  process.once(signal, () => {
    github.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  });
}
