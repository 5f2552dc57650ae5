import type { ConditionProblem } from "./condition.ts";

/** How the tokenizer and the parser stop; never leaves the package. */
export class ConditionSyntaxError extends Error {
  readonly problem: ConditionProblem;

  constructor(problem: ConditionProblem) {
    super(problem.expected);
    this.name = "ConditionSyntaxError";
    this.problem = problem;
  }
}
