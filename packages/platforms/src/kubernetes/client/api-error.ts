import { ActionError } from "@deploy-actions/kernel";
import type { ResourceType } from "../kubernetes-client.ts";
import type { ApiAnswer } from "./api-caller.ts";
import { resourceName } from "./resource-path.ts";

/** The part of a `Status` object (k8s.io/apimachinery meta/v1) that says why. */
export interface ApiStatus {
  readonly message: string;
  readonly reason: string | undefined;
  readonly causes: readonly { readonly field?: string; readonly message?: string }[];
}

/** What was asked of which object, for the text of a refusal. */
export interface AskedFor {
  readonly verb: string;
  readonly type: ResourceType;
  readonly name: string | undefined;
  readonly subresource: string | undefined;
  readonly namespace: string;
  readonly user: string;
}

/** `patch deployments.apps "web" in namespace shop`. */
export function describeAsked(asked: AskedFor): string {
  const below = asked.subresource === undefined ? "" : `/${asked.subresource}`;
  const name = asked.name === undefined ? "" : ` "${asked.name}"`;
  return `${asked.verb} ${resourceName(asked.type)}${below}${name} in namespace ${asked.namespace}`;
}

/** The `Status` of an answer that is no success. */
export function readStatus(answer: ApiAnswer): ApiStatus {
  try {
    const parsed = JSON.parse(answer.text) as {
      readonly message?: unknown;
      readonly reason?: unknown;
      readonly details?: { readonly causes?: ApiStatus["causes"] };
    };
    return {
      message: typeof parsed.message === "string" ? parsed.message : answer.text.slice(0, 300),
      reason: typeof parsed.reason === "string" ? parsed.reason : undefined,
      causes: parsed.details?.causes ?? [],
    };
  } catch {
    return { message: answer.text.trim().slice(0, 300), reason: undefined, causes: [] };
  }
}

/** The error of a refused request. `isGuarded`: a JSON patch whose `test` operations guard it. */
export function toApiError(answer: ApiAnswer, asked: AskedFor, isGuarded: boolean): ActionError {
  const status = readStatus(answer);
  const what = describeAsked(asked);
  switch (answer.status) {
    case 401:
      return new ActionError(
        "permission",
        `Not signed in: could not ${what} as ${asked.user}: ${status.message}`,
        {
          hint: "The API server does not accept the token or certificate. Check that it is of this cluster and has not expired.",
        },
      );
    case 403:
      return new ActionError("permission", `${asked.user} may not ${what}: ${status.message}`, {
        hint: `Grant it with a Role and RoleBinding in namespace ${asked.namespace}: apiGroups: ["${asked.type.group}"], resources: ["${resourceOf(asked)}"], verbs: ["${asked.verb}"].`,
      });
    case 404:
      return new ActionError("config", `Could not ${what}: ${status.message}`);
    case 409:
      return new ActionError("conflict", `Could not ${what}: ${status.message}`, {
        hint: "Somebody else changed it at the same moment. Run again: it looks at the cluster anew and goes on from there.",
      });
    case 422:
      return isGuarded && status.causes.length === 0
        ? new ActionError("conflict", `Could not ${what}: it is not as it was read (${status.message})`, {
            hint: "Somebody else changed it meanwhile. Run again: it looks at the cluster anew and goes on from there.",
          })
        : new ActionError("config", `Could not ${what}, the API server finds it invalid: ${status.message}`);
    case 400:
    case 415:
      return new ActionError("config", `Could not ${what}: ${status.message}`);
    default:
      return new ActionError(
        "remote",
        `Could not ${what}: the API server answers ${answer.status}: ${status.message}`,
      );
  }
}

function resourceOf(asked: AskedFor): string {
  return asked.subresource === undefined ? asked.type.plural : `${asked.type.plural}/${asked.subresource}`;
}
