import { ActionError, type ActionErrorOptions } from "@deploy-actions/kernel";

/** The API server gave no usable answer until patience ended: what was asked for last may have taken effect all the same. */
export class ApiUnanswered extends ActionError {
  constructor(message: string, options: ActionErrorOptions) {
    super("remote", message, options);
  }
}
