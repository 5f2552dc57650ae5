const ADVICE: Readonly<Record<string, string>> = {
  version_mismatch:
    "An old version still answers: look at what the load balancer routes to and whether the rollout has finished",
  version_missing: "Make the answer say its version, or correct `version.from`",
  redirected: "Ask the final URL, or expect this status if the redirect is the right answer",
  login_page: "Ask a URL that needs no login, or send the header that lets the check in",
  not_json: "Ask the URL that answers JSON; HTML is often a login or error page",
  cached: "Ask a URL that is not cached, or name the cache header in `expect-headers`",
  empty_body:
    "Expect exactly this status (`status: 200`) if an empty answer is healthy, or ask a URL with a body",
  html_unexpected: "Ask the health URL itself, or say with `contains` what the page must hold",
  status_degraded: "Expect the word with `contains` or `json` if degraded is good enough",
  status_token_unknown: "Say with `json` which status is healthy",
  component_down: "Look at the part that is down, or say with `json` what has to hold",
  body_too_large: "Ask a URL with a smaller answer",
  proxy: "Look at the runner's proxy, or add the host to NO_PROXY",
  resolver_unavailable: "Look at the runner's DNS",
  network_unreachable: "Run on a runner that has a route to the address (hosted runners have no IPv6)",
  dns: "Correct the host name, or create its DNS record",
  tls_expired: "Renew the certificate",
  dropped: "Raise the interval or lower the time-out: answers take longer than looks come",
  command_not_run: "Install the program on the runner, or correct the first word of `run`",
};

/** What to do about a sample's reason code. */
export function adviceFor(reason: string): string {
  return ADVICE[reason] ?? "Look at the service's own log at this time";
}
