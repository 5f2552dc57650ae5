import type { ActionContext } from "@deploy-actions/action-kit";
import { ActionError } from "@deploy-actions/kernel";
import type { DeploymentRecord, Ledger } from "@deploy-actions/ledger";

/** A ledger whose failures do not keep the traffic on a bad release. */
export interface RollbackLedger extends Ledger {
  /** The first failure, once there was one: the rollback is then not recorded, or not completely. */
  readonly failure: ActionError | undefined;
}

/** Id of a record that could not be opened. */
const UNRECORDED = "";

/**
 * The ledger for a rollback: when it cannot be reached or written (`remote`, `permission`), it says so once, loudly, knows
 * of nothing and records nothing. Anything else is an error as ever.
 */
export function ledgerOfRollback(ledger: Ledger, { log, clock }: ActionContext): RollbackLedger {
  let failure: ActionError | undefined;

  async function orGoOn<T>(body: () => Promise<T>, otherwise: T): Promise<T> {
    try {
      return await body();
    } catch (error) {
      if (!(error instanceof ActionError) || !["remote", "permission"].includes(error.code)) throw error;
      if (failure === undefined) {
        log.error(`${error.message} The rollback goes on without a record.`, { title: "Not recorded" });
      }
      failure ??= error;
      return otherwise;
    }
  }

  return {
    kind: ledger.kind,
    get failure() {
      return failure;
    },
    list: (query, signal) => orGoOn(() => ledger.list(query, signal), []),
    open: (deployment, signal, options) => {
      const unrecorded: DeploymentRecord = {
        ...deployment,
        id: UNRECORDED,
        createdAt: clock.now(),
        events: [],
        url: "",
      };
      // What could not be read is not written to either: a record without its past would say something wrong.
      if (failure !== undefined) return Promise.resolve(unrecorded);
      return orGoOn(() => ledger.open(deployment, signal, options), unrecorded);
    },
    append: async (id, event, signal) => {
      if (id !== UNRECORDED) await orGoOn(() => ledger.append(id, event, signal), undefined);
    },
  };
}
