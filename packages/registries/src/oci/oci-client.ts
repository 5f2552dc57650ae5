import {
  ActionError,
  type HttpClient,
  type HttpRequest,
  type HttpResponse,
  type Secrets,
} from "@deploy-actions/kernel";
import type { ImageReference } from "../image-reference.ts";
import { fetchRegistryToken, type RegistryLogin, readChallenge } from "./oci-token.ts";

/** What a question to a registry needs. */
export interface OciRequest {
  readonly method?: "GET" | "HEAD" | "PUT";
  /** Behind `/v2/<repository>/`. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly maxBodyBytes?: number;
  readonly access?: "pull" | "pull,push";
}

/** One repository of a registry; tokens are asked for when the registry wants one, and kept. */
export class OciClient {
  readonly #http: HttpClient;
  readonly #secrets: Secrets;
  readonly #login: RegistryLogin | undefined;
  readonly #origin: string;
  readonly #repository: string;
  readonly #tokens = new Map<string, string>();

  constructor(
    options: {
      readonly http: HttpClient;
      readonly secrets: Secrets;
      readonly login: RegistryLogin | undefined;
      readonly plainHttp: boolean;
    },
    image: ImageReference,
  ) {
    this.#http = options.http;
    this.#secrets = options.secrets;
    this.#login = options.login;
    const host = image.kind === "docker-hub" ? "registry-1.docker.io" : image.registry;
    this.#origin = `${options.plainHttp ? "http" : "https"}://${host}`;
    this.#repository = image.repository;
  }

  /** The answer, whatever its status is, except 401 and 403. */
  async send(request: OciRequest, signal: AbortSignal): Promise<HttpResponse> {
    const access = request.access ?? "pull";
    const scope = `repository:${this.#repository}:${access}`;
    let answer = await this.#http.send(this.#request(request, scope, signal));
    const challenge = answer.status === 401 ? readChallenge(answer.headers["www-authenticate"]) : undefined;
    if (challenge !== undefined) {
      const stands = { http: this.#http, secrets: this.#secrets, login: this.#login };
      this.#tokens.set(scope, await fetchRegistryToken(stands, challenge, this.#origin, scope, signal));
      answer = await this.#http.send(this.#request(request, scope, signal));
    }
    if (answer.status !== 401 && answer.status !== 403) return answer;
    throw new ActionError(
      "permission",
      `${this.#origin} answered ${answer.status} about ${this.#repository}.`,
      {
        hint: `Sign in with a user that may ${access === "pull" ? "read" : "write"} it (on GitHub: permissions: packages: ${access === "pull" ? "read" : "write"}).`,
      },
    );
  }

  #request(request: OciRequest, scope: string, signal: AbortSignal): HttpRequest {
    const token = this.#tokens.get(scope);
    return {
      method: request.method ?? "GET",
      url: `${this.#origin}/v2/${this.#repository}/${request.path}`,
      headers: {
        ...request.headers,
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      ...(request.body === undefined ? {} : { body: request.body }),
      ...(request.maxBodyBytes === undefined ? {} : { maxBodyBytes: request.maxBodyBytes }),
      // A blob is often behind a redirect to a store; credentials do not go along.
      redirect: "follow",
      signal,
    };
  }
}
