/** The pinned version of Argo Rollouts, of its controller and its custom resources. */
export const ARGO_ROLLOUTS_VERSION = "1.8.3";
