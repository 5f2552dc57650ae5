import type { Route } from "./route.ts";
import { commentRoutes } from "./routes-comments.ts";
import { commitRoutes } from "./routes-commits.ts";
import { contentRoutes } from "./routes-contents.ts";
import { deploymentRoutes } from "./routes-deployments.ts";
import { pullRoutes } from "./routes-pulls.ts";
import { refRoutes } from "./routes-refs.ts";
import { repositoryRoutes } from "./routes-repository.ts";
import { runRoutes } from "./routes-runs.ts";

/** Every route the fake answers. The first match counts, so pulls come before commits (`/commits/{ref}` takes slashes). */
export const ROUTES: readonly Route[] = [
  ...pullRoutes,
  ...commitRoutes,
  ...contentRoutes,
  ...commentRoutes,
  ...deploymentRoutes,
  ...refRoutes,
  ...repositoryRoutes,
  ...runRoutes,
];
