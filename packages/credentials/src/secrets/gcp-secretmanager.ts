import { sendJson, textAt } from "../http-json.ts";
import type { CredentialSources } from "../sources.ts";
import { secretForbidden, secretMissing, storeFailed } from "./found.ts";
import type { SecretReference } from "./reference.ts";

/** The value of a version of a secret of Google Secret Manager. */
export async function readGoogleSecret(
  reference: Extract<SecretReference, { store: "gcp-secretmanager" }>,
  sources: CredentialSources,
  signal: AbortSignal,
): Promise<string> {
  const { project, name, version } = reference;
  const token = await sources.google().get(signal);
  const answer = await sendJson(sources.ports, {
    url: `https://secretmanager.googleapis.com/v1/projects/${project}/secrets/${name}/versions/${version}:access`,
    headers: { authorization: `Bearer ${token.value}` },
    signal,
  });
  const data = textAt(answer.body, "payload", "data");
  if (answer.status === 200 && data !== undefined) return Buffer.from(data, "base64").toString("utf8");
  const where = `project ${project}`;
  if (answer.status === 404) throw secretMissing(reference, where);
  if (answer.status === 401 || answer.status === 403) {
    throw secretForbidden(
      reference,
      where,
      `Give the principal of this job roles/secretmanager.secretAccessor on ${name} (secretmanager.versions.access).`,
    );
  }
  throw storeFailed(reference, answer.status === 200 ? "the answer holds no value" : answer.text);
}
