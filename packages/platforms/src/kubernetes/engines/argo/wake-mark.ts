/** Annotation that is written and taken away to make the controller look; it stays only where a run died in between. */
export const WAKE = "deploy-actions/look";
