/** Unit, contract and bundle tests. Tests that need a real peer (`*.peer.test.ts`) skip loudly when it is absent. */
export default {
  testEnvironment: "node",
  testEnvironmentOptions: { customExportConditions: ["deploy-actions-source", "node", "node-addons"] },
  extensionsToTreatAsEsm: [".ts"],
  transform: {
    "\\.ts$": [
      "@swc/jest",
      {
        jsc: { parser: { syntax: "typescript" }, target: "es2024" },
        module: { type: "es6" },
        sourceMaps: "inline",
      },
    ],
  },
  roots: ["<rootDir>/packages", "<rootDir>/actions", "<rootDir>/test", "<rootDir>/tools"],
  testMatch: ["**/*.test.ts"],
  modulePathIgnorePatterns: ["<rootDir>/dist/", "/lib/"],
  setupFiles: ["<rootDir>/test/support/properties.ts"],
  testTimeout: 30_000,
};
