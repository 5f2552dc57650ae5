import type { FindingsModel } from "@deploy-actions/reports";
import type { ImageReference } from "./image-reference.ts";

/** Whether an image is there. `digest` is what the tag points to now (of the index, where there are several platforms). */
export type ImageLookup =
  | {
      readonly found: true;
      readonly digest: string;
      readonly mediaType: string | undefined;
      /** Other tags of the same digest, where the registry says. */
      readonly tags: readonly string[];
      /** Milliseconds since the epoch, where the registry says. */
      readonly pushedAt: number | undefined;
    }
  | {
      readonly found: false;
      readonly reason: "repository_not_found" | "image_not_found";
      /** One sentence without a full stop. */
      readonly text: string;
      /** What to do, with the nearest names; one sentence without a full stop. */
      readonly advice: string;
    };

/** What the registry's scanner says about an image, or why that says nothing. */
export type ScanLookup =
  | {
      readonly known: true;
      readonly model: FindingsModel;
      /** Milliseconds since the epoch. */
      readonly completedAt: number | undefined;
    }
  | { readonly known: false; readonly reason: string; readonly text: string; readonly advice: string };

/** Where a variable of an image was seen; values never leave the adapter. */
export interface ImageVariable {
  readonly name: string;
  readonly place: "environment" | "build history";
  /** Whether it carries a password inside a URL, whatever it is called. */
  readonly hasPasswordInUrl: boolean;
}

/** The variables an image was built with (those with a value), or why nobody knows. */
export type VariablesLookup =
  | { readonly known: true; readonly variables: readonly ImageVariable[] }
  | { readonly known: false; readonly reason: string; readonly text: string };

/** A digest under a new tag. */
export interface Promotion {
  readonly digest: string;
  readonly tag: string;
  /** False when the tag was there already, with the same digest. */
  readonly changed: boolean;
}

/**
 * A registry of container images. Rejects with `permission`, `remote` or `cancelled` ActionErrors; an image that is not
 * there, or a scan that is not done, is an answer.
 */
export interface ImageRegistry {
  readonly name: string;
  find(image: ImageReference, signal: AbortSignal): Promise<ImageLookup>;
  /** Scan findings of the digest; every platform of an index together. */
  scan(image: ImageReference, digest: string, signal: AbortSignal): Promise<ScanLookup>;
  /** Names of variables with values in configuration and build history; every platform of an index together. */
  variables(image: ImageReference, digest: string, signal: AbortSignal): Promise<VariablesLookup>;
  /**
   * Gives the digest another tag without pulling it; twice has the effect of once. Rejects with `conflict` when the tag
   * is there with another digest.
   */
  promote(image: ImageReference, digest: string, tag: string, signal: AbortSignal): Promise<Promotion>;
}
