import type { Json } from "@deploy-actions/kernel";
import type { OidcIssuer } from "../oidc-issuer.ts";
import type { FakeState, FakeWorkflowRun } from "./state.ts";

/** `read` or `write` for each permission, named as under `permissions:` in a workflow. What is missing is refused. */
export type FakePermissions = Readonly<Record<string, "read" | "write" | "none">>;

/** Who a token belongs to. */
export interface FakeIdentity {
  readonly token: string;
  /** `github-actions[bot]` (default) behaves as the GITHUB_TOKEN: it may not ask `GET /user`. */
  readonly login: string;
  /** Default: write for everything. */
  readonly permissions?: FakePermissions;
}

/** How the fake GitHub begins. All of it is JSON, so that another process can pass it on a command line. */
export interface FakeGitHubOptions {
  /** Default `shop/web`. */
  readonly repository?: string;
  /** A private repository (default) answers no read without the permission. */
  readonly private?: boolean;
  readonly defaultBranch?: string;
  /** Tree of the first commit of the default branch: path to content. */
  readonly files?: Readonly<Record<string, string>>;
  /** Permissions of the default token; default: write for everything. */
  readonly permissions?: FakePermissions;
  /** Value of the default token. */
  readonly token?: string;
  /** Further tokens: of a person, an app, a fork. */
  readonly identities?: readonly FakeIdentity[];
  /** Issues that exist besides the pull requests. */
  readonly issues?: readonly number[];
  /** Workflow runs that exist. */
  readonly runs?: readonly FakeWorkflowRun[];
  /** Claims of the ID tokens, over the defaults. */
  readonly claims?: Readonly<Record<string, Json>>;
  /** Faults from the start. */
  readonly faults?: readonly FakeFault[];
  /** A fixed port; default any free one. */
  readonly port?: number;
  /** Milliseconds since the epoch, for the times in answers; default the system's. */
  readonly now?: () => number;
}

/** What to do to requests that match. Without `method` or `path` every request matches. */
export interface FakeFault {
  readonly method?: string;
  /** Regular expression on path and query. */
  readonly path?: string | RegExp;
  /** `answer` (default): this answer instead. `hang`: no answer. `drop`: the connection is closed. `drop-after-effect`: the request takes effect, then the connection is closed. */
  readonly mode?: "answer" | "hang" | "drop" | "drop-after-effect";
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Json;
  /** How many requests it hits; default 1, `0` = all. */
  readonly times?: number;
  /** How many matching requests pass first; default 0. */
  readonly skip?: number;
}

/** One request as it came and what it got. */
export interface RecordedRequest {
  readonly method: string;
  /** Decoded path, without query. */
  readonly path: string;
  /** `GET /repos/{owner}/{repo}/deployments`, when the route is known. */
  readonly route: string | undefined;
  readonly query: Readonly<Record<string, string>>;
  /** Lower-case names; the token is shown as the login it belongs to. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Json | undefined;
  /** Status of the answer; `undefined` while hanging or when the connection was dropped. */
  status: number | undefined;
}

/** A running fake GitHub. */
export interface FakeGitHub {
  /** Base of the REST API: the value of GITHUB_API_URL. */
  readonly url: string;
  /** The default token: what `github.token` is in a workflow. */
  readonly token: string;
  readonly requests: readonly RecordedRequest[];
  /** What GitHub would not have accepted or sent, one sentence each. A test should end with none. */
  readonly violations: readonly string[];
  readonly state: FakeState;
  readonly issuer: OidcIssuer;
  /** Makes matching requests fail, before any earlier fault. */
  fail(fault: FakeFault): void;
  /** Closes the server and every connection. */
  close(): Promise<void>;
}
