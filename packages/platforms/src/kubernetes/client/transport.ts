/** One request to an API server. */
export interface TransportRequest {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  /** Path with its query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  /** Certificate and key in PEM, where the user signs in with one. */
  readonly certificate: ClientCertificate | undefined;
  /** From the call to the last byte of the answer. */
  readonly timeoutMs: number;
  readonly maxBodyBytes: number;
  readonly signal: AbortSignal;
}

/** A client certificate and its key, both PEM. */
export interface ClientCertificate {
  readonly certificate: string;
  readonly key: string;
}

/** Any answer, also a 5xx. */
export interface TransportResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** The body was longer than allowed; the rest is missing. */
  readonly truncated: boolean;
}

/**
 * The connection to one API server. `send` makes one attempt: it rejects with kernel's `HttpFailure` when no answer came, and
 * with the signal's reason when it aborted. Connections are kept for the next request; idle ones do not keep a process alive.
 */
export interface KubernetesTransport {
  send(request: TransportRequest): Promise<TransportResponse>;
  /** Closes idle connections. */
  close(): void;
}
