import type { AwsSignIn, AzureSignIn, GoogleSignIn, SignIns, VaultSignIn } from "@deploy-actions/kernel";
import { present, unlessOff } from "./present.ts";
import type { Block } from "./schema.ts";

type Written = NonNullable<Block["credentials"]>;
type WrittenCloud<Cloud extends keyof Written> = Exclude<NonNullable<Written[Cloud]>, "off">;

/** What a complete block signs in to. */
export function decodeSignIns(credentials: Block["credentials"]): SignIns {
  const aws = unlessOff(credentials?.aws);
  const azure = unlessOff(credentials?.azure);
  const gcp = unlessOff(credentials?.gcp);
  const vault = unlessOff(credentials?.vault);
  return {
    aws: aws && decodeAws(aws),
    azure: azure && decodeAzure(azure),
    gcp: gcp && decodeGoogle(gcp),
    vault: vault && decodeVault(vault),
  };
}

function decodeAws(aws: WrittenCloud<"aws">): AwsSignIn {
  return {
    role: aws.role,
    region: aws.region,
    chain: aws.chain ?? [],
    sessionName: aws["session-name"],
    durationMs: present(aws.duration, "duration"),
    audience: present(aws.audience, "audience"),
  };
}

function decodeAzure(azure: WrittenCloud<"azure">): AzureSignIn {
  return {
    tenant: present(azure.tenant, "tenant"),
    client: present(azure.client, "client"),
    audience: present(azure.audience, "audience"),
    authority: azure.authority,
  };
}

function decodeGoogle(gcp: WrittenCloud<"gcp">): GoogleSignIn {
  return {
    provider: present(gcp.provider, "provider"),
    serviceAccount: gcp["service-account"],
    audience: gcp.audience,
  };
}

function decodeVault(vault: WrittenCloud<"vault">): VaultSignIn {
  return {
    url: present(vault.url, "url"),
    role: present(vault.role, "role"),
    mount: present(vault.mount, "mount"),
    namespace: vault.namespace,
    audience: present(vault.audience, "audience"),
  };
}
