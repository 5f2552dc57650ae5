import { GITHUB_ISSUER, type TrustPolicy, type TrustPolicyOptions } from "./options.ts";
import { shellQuote } from "./shell-quote.ts";
import { subjectOf, workflowNotes } from "./subject.ts";

/** A federated identity credential of an app registration, as the Azure CLI or Microsoft Graph takes it. */
export function azureTrustPolicy(options: Extract<TrustPolicyOptions, { cloud: "azure" }>): TrustPolicy {
  const subject = subjectOf(options);
  const issuer = options.issuer ?? GITHUB_ISSUER;
  const audiences = [options.audience ?? "api://AzureADTokenExchange"];
  const client = options.client ?? "<client-id>";
  const name = credentialName(options);
  const notes = [...subject.notes, ...workflowNotes(options)];
  const hasWorkflow = options.workflow !== undefined && !subject.value.includes("job_workflow_ref:");
  if (!subject.isPattern && !hasWorkflow) {
    return {
      title: "Federated identity credential of the app registration",
      text: createCommand(client, { name, issuer, subject: subject.value, audiences }),
      notes: [
        ...notes,
        "Entra compares the subject letter by letter, case included, and knows no wildcards here: one credential for each environment or branch (20 for each application).",
        `For a managed identity: az identity federated-credential create --identity-name <name> --resource-group <group> --name ${name} --issuer ${issuer} --subject ${shellQuote(subject.value)} --audiences ${audiences.join(" ")}`,
      ],
    };
  }
  const conditions = [`claims['sub'] matches ${quote(subject.value)}`];
  if (hasWorkflow) conditions.push(`claims['job_workflow_ref'] eq ${quote(options.workflow ?? "")}`);
  const body = {
    name,
    issuer,
    audiences,
    claimsMatchingExpression: { value: conditions.join(" and "), languageVersion: 1 },
  };
  return {
    title: "Flexible federated identity credential of the app registration",
    text: `az rest --method post \\\n  --url "https://graph.microsoft.com/beta/applications(appId='${client}')/federatedIdentityCredentials" \\\n  --body ${shellQuote(JSON.stringify(body, undefined, 2))}`,
    notes: [
      ...notes,
      "A credential that matches patterns or job_workflow_ref is a flexible one (preview, app registrations only). Without it, put job_workflow_ref into the customised subject of the repository and trust that subject whole.",
    ],
  };
}

function createCommand(client: string, parameters: object): string {
  return `az ad app federated-credential create --id ${client} --parameters ${shellQuote(JSON.stringify(parameters, undefined, 2))}`;
}

/** Letters, digits, `-` and `_`, 3 to 120 of them. */
function credentialName(options: TrustPolicyOptions): string {
  const place = options.environment ?? options.ref ?? "main";
  return `github-${options.repository}-${place}`.replace(/[^A-Za-z0-9_-]+/g, "-").slice(0, 120);
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
