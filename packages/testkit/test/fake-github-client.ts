import type { FakeGitHub } from "../src/index.ts";

/** One plain call to a fake GitHub, as any program would make it. */
export async function call(
  github: FakeGitHub,
  method: string,
  path: string,
  options: { readonly body?: unknown; readonly token?: string | null; readonly accept?: string } = {},
): Promise<{ status: number; headers: Headers; text: string; json: never }> {
  const token = options.token === undefined ? github.token : options.token;
  const response = await fetch(`${github.url}${path}`, {
    method,
    headers: {
      "user-agent": "test",
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(options.accept === undefined ? {} : { accept: options.accept }),
    },
    ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
  });
  const text = await response.text();
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    json = undefined;
  }
  // The tests look into many shapes; GitHub's own description checks them.
  return { status: response.status, headers: response.headers, text, json: json as never };
}

/** A call below `/repos/shop/web`. */
export function repo(github: FakeGitHub, method: string, path: string, body?: unknown) {
  return call(github, method, `/repos/shop/web${path}`, body === undefined ? {} : { body });
}
