/** The released version, printed first and sent as user agent. */
export const VERSION = "1.0.0";
