import { ActionError, type AwsSignIn } from "@deploy-actions/kernel";
import { type CredentialPorts, variable } from "../ports.ts";

/** A family of regions with accounts, names and endpoints of its own. */
export interface AwsPartition {
  readonly name: string;
  readonly dnsSuffix: string;
}

const PARTITIONS: readonly (AwsPartition & { readonly regions: RegExp })[] = [
  { name: "aws-cn", dnsSuffix: "amazonaws.com.cn", regions: /^cn-/ },
  { name: "aws-us-gov", dnsSuffix: "amazonaws.com", regions: /^us-gov-/ },
  { name: "aws-iso", dnsSuffix: "c2s.ic.gov", regions: /^us-iso-/ },
  { name: "aws-iso-b", dnsSuffix: "sc2s.sgov.gov", regions: /^us-isob-/ },
  { name: "aws-eusc", dnsSuffix: "amazonaws.eu", regions: /^eusc-/ },
];

/** The partition a region belongs to. */
export function partitionOf(region: string): AwsPartition {
  return (
    PARTITIONS.find(({ regions }) => regions.test(region)) ?? { name: "aws", dnsSuffix: "amazonaws.com" }
  );
}

/** The region of a sign-in, or of the environment. Rejects with a `config` error when nobody says it. */
export function regionOf(signIn: AwsSignIn | undefined, env: CredentialPorts["env"]): string {
  const region = signIn?.region ?? variable(env, "AWS_REGION") ?? variable(env, "AWS_DEFAULT_REGION");
  if (region === undefined) {
    throw new ActionError(
      "config",
      "No AWS region: neither the sign-in in deploy.yml names one, nor is AWS_REGION set.",
      {
        hint: "Write `region: eu-west-1` under `aws:` of the environment's sign-in.",
      },
    );
  }
  // It becomes part of a host name.
  if (!/^[a-z]{2,}(-[a-z]+)+-\d+$/.test(region)) {
    throw new ActionError(
      "config",
      `"${region}" is no AWS region; expected one such as eu-west-1 or cn-north-1.`,
    );
  }
  return region;
}

/** A role, as its ARN names it. */
export interface RoleName {
  readonly partition: string;
  readonly account: string;
}

/** Reads `arn:aws:iam::123456789012:role/name`. Rejects with a `config` error that says what is wrong with it. */
export function parseRole(arn: string, region: string): RoleName {
  const match = /^arn:(aws[a-z-]*):iam::(\d{12}):role\/[\w+=,.@/-]+$/.exec(arn);
  if (match === null) {
    throw new ActionError(
      "config",
      `"${arn}" is no role: expected arn:aws:iam::<account of 12 digits>:role/<name>.`,
    );
  }
  const [, partition = "", account = ""] = match;
  const expected = partitionOf(region).name;
  if (partition !== expected) {
    throw new ActionError(
      "config",
      `The role ${arn} is of the partition ${partition}, but the region ${region} belongs to ${expected}.`,
      { hint: `Name a region of ${partition}, or a role of ${expected}.` },
    );
  }
  return { partition, account };
}
