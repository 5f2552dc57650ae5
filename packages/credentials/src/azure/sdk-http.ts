import type { ClientAssertionCredentialOptions } from "@azure/identity";
import type { HttpClient } from "@deploy-actions/kernel";
import { isLoopback } from "./cloud.ts";

type SdkHttpClient = NonNullable<ClientAssertionCredentialOptions["httpClient"]>;

const MAX_BODY_BYTES = 1_048_576;

/**
 * The one HTTP client as Azure's SDK wants one. `authority`: the sign-in host; the SDK insists on https, so a loopback
 * host is called https there and http here. `onBody` sees each answer with status 200.
 */
export function sdkHttpClient(
  http: HttpClient,
  authority: string,
  signal: AbortSignal,
  onBody: (body: string) => void,
): SdkHttpClient {
  const local = URL.canParse(authority) && isLoopback(new URL(authority)) ? new URL(authority) : undefined;
  return {
    async sendRequest(request) {
      const url = new URL(request.url);
      if (local !== undefined && url.host === local.host) url.protocol = "http:";
      const { host: _host, "content-length": _length, ...headers } = request.headers.toJSON();
      const answer = await http.send({
        method: request.method as "GET",
        url: url.href,
        headers,
        ...(typeof request.body === "string" ? { body: request.body } : {}),
        maxBodyBytes: MAX_BODY_BYTES,
        // The client that sends may repeat: asking for a token twice harms nobody.
        retry: "idempotent",
        signal,
      });
      const bodyAsText = new TextDecoder().decode(answer.body);
      if (answer.status === 200) onBody(bodyAsText);
      return {
        request,
        status: answer.status,
        headers: headersOf(request.headers, answer.headers),
        bodyAsText,
      };
    },
  };
}

type SdkHeaders = Parameters<SdkHttpClient["sendRequest"]>[0]["headers"];

/** The SDK's headers are of a class of its own, that a request has one of. */
function headersOf(example: SdkHeaders, values: Readonly<Record<string, string>>): SdkHeaders {
  const Headers = example.constructor as new (values: Readonly<Record<string, string>>) => SdkHeaders;
  return new Headers(values);
}

/** The SDK's own way to be told where https stands for http: its addresses begin with https. */
export function sdkAuthority(authority: string): string {
  return authority.replace(/^http:/, "https:");
}
