import type { Occasion } from "./types.ts";

/**
 * A line of a template. `[NAME]` is a placeholder; a line that is nothing but a placeholder becomes one line for each
 * line of its value.
 */
export interface TemplateLine {
  readonly text: string;
  /** Left out when one of its placeholders has no value. */
  readonly isOptional?: boolean;
  /** Stands instead when one of its placeholders has no value. */
  readonly otherwise?: string;
  /** Shown only when the value of this name is `true`: claims are made only where they are known to hold. */
  readonly when?: string;
}

/** A headed part. `own` names a value that, when given, replaces all of `lines`. */
export interface TemplateSection {
  readonly heading: string;
  readonly own?: string;
  readonly lines: readonly TemplateLine[];
  /** Left out when nothing in it has a value; else `own` is asked for. */
  readonly isOptional?: boolean;
}

/** A template: the tag stands in brackets before the subject. */
export interface Template {
  readonly tag: string;
  readonly subject: string;
  readonly sections: readonly TemplateSection[];
}

const CONTACT = { heading: "Contact", own: "CONTACT", lines: [] } as const;
const OPTIONAL_CONTACT = { ...CONTACT, isOptional: true } as const;
const NEXT_STEPS = { heading: "NEXT STEPS", own: "NEXT_STEPS", lines: [], isOptional: true } as const;
const VALIDATION: readonly (readonly [string, string])[] = [
  ["Health Checks", "HEALTH_CHECKS"],
  ["Performance", "PERFORMANCE"],
  ["Error Rate", "ERROR_RATE"],
  ["User Impact", "USER_IMPACT"],
];

/**
 * The built-in wording of each occasion. What is planned asks for everything people need; trouble is announced with
 * whatever is known.
 */
export const TEMPLATES: Readonly<Record<Occasion, Template>> = {
  scheduled: {
    tag: "SCHEDULED",
    subject: "[ENVIRONMENT] Deployment - [RELEASE]",
    sections: [
      {
        heading: "DEPLOYMENT SCHEDULE",
        lines: [
          { text: "Start Time: [START_TIME]" },
          { text: "Expected Duration: [EXPECTED_DURATION]" },
          { text: "Deployment Type: [STRATEGY]" },
        ],
      },
      { heading: "CHANGES INCLUDED", own: "CHANGES", lines: [] },
      { heading: "EXPECTED IMPACT", own: "IMPACT", lines: [] },
      {
        heading: "ROLLBACK PLAN",
        own: "ROLLBACK_PLAN",
        lines: [
          { text: "Automatic rollback if health checks fail", when: "AUTOMATIC_ROLLBACK" },
          { text: "Manual rollback available within [ROLLBACK_WITHIN]", isOptional: true },
        ],
      },
      CONTACT,
    ],
  },
  completed: {
    tag: "COMPLETED",
    subject: "[ENVIRONMENT] Deployment - [RELEASE]",
    sections: [
      {
        heading: "DEPLOYMENT SUMMARY",
        lines: [
          { text: "Started: [START_TIME]" },
          { text: "Completed: [END_TIME]" },
          { text: "Duration: [DURATION]" },
          { text: "Status: Successful" },
        ],
      },
      {
        heading: "VALIDATION RESULTS",
        lines: VALIDATION.map(([label, name]) => ({
          text: `${label}: [${name}]`,
          otherwise: `${label}: not checked`,
        })),
      },
      {
        heading: "MONITORING",
        own: "MONITORING",
        lines: [{ text: "Enhanced monitoring active for next [MONITORING_FOR]", isOptional: true }],
        isOptional: true,
      },
      { heading: "NEW FEATURES AVAILABLE", own: "FEATURES", lines: [], isOptional: true },
      OPTIONAL_CONTACT,
    ],
  },
  failed: {
    tag: "FAILED",
    subject: "[ENVIRONMENT] Deployment - [RELEASE]",
    sections: [
      {
        heading: "DEPLOYMENT SUMMARY",
        lines: [
          { text: "Started: [START_TIME]", isOptional: true },
          { text: "Failed: [END_TIME]", isOptional: true },
          { text: "Stage: [STAGE]", isOptional: true },
          { text: "Reason: [REASON]", otherwise: "Reason: not given" },
          { text: "Traffic: [TRAFFIC]", isOptional: true },
          { text: "Status: Failed" },
        ],
      },
      {
        heading: "VALIDATION RESULTS",
        lines: VALIDATION.map(([label, name]) => ({ text: `${label}: [${name}]`, isOptional: true })),
        isOptional: true,
      },
      NEXT_STEPS,
      OPTIONAL_CONTACT,
    ],
  },
  "rolled-back": {
    tag: "ROLLED BACK",
    subject: "[ENVIRONMENT] Deployment - [RELEASE]",
    sections: [
      {
        heading: "ROLLBACK SUMMARY",
        lines: [
          { text: "From: [RELEASE]" },
          { text: "To: [PREVIOUS_RELEASE]", otherwise: "To: not known" },
          { text: "Reason: [REASON]", otherwise: "Reason: not given" },
          { text: "Started: [START_TIME]", isOptional: true },
          { text: "Completed: [END_TIME]", isOptional: true },
          { text: "Duration: [DURATION]", isOptional: true },
        ],
      },
      {
        heading: "VALIDATION RESULTS",
        lines: VALIDATION.map(([label, name]) => ({ text: `${label}: [${name}]`, isOptional: true })),
        isOptional: true,
      },
      NEXT_STEPS,
      OPTIONAL_CONTACT,
    ],
  },
};
