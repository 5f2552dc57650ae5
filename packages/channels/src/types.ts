import type { Markdown } from "@deploy-actions/kernel";

/** What happened, as far as people are told. */
export type Occasion = "scheduled" | "completed" | "failed" | "rolled-back";

/** A message, before it is fitted to a channel. Text from outside is not yet escaped: each channel does that. */
export interface Announcement {
  readonly occasion: Occasion;
  /** e.g. `[COMPLETED] Production Deployment - v2`. */
  readonly subject: string;
  /** Headed parts in order; items are lines. */
  readonly parts: readonly AnnouncementPart[];
  /** Link to the run, may be empty. */
  readonly url: string;
  /** Facts for machines (generic webhook): flat, JSON-safe, no secrets. */
  readonly facts: Readonly<Record<string, string | number | boolean>>;
}

export interface AnnouncementPart {
  readonly heading: string;
  readonly items: readonly string[];
}

/** What became of sending. `skipped`: nothing to send with (empty secret on a fork), which is not a failure. */
export interface Delivery {
  readonly channel: string;
  readonly state: "sent" | "failed" | "skipped";
  /** One line, never with a secret. */
  readonly detail: string;
  /** Attempts made; 0 when skipped, 1 where the client does not tell. */
  readonly attempts: number;
}

/** Where people are told. `send` never throws except `cancelled`. */
export interface Channel {
  readonly name: string;
  /** A failed delivery fails the action only when this is set. */
  readonly required: boolean;
  send(announcement: Announcement, signal: AbortSignal): Promise<Delivery>;
}

/** A channel that only renders, e.g. the step summary. */
export type Renderer = (announcement: Announcement) => Markdown;
