/**
 * The embedded target: a supervisor on this machine that runs each release as a command behind a weighted proxy.
 * `${release}`, `${port}` and `${commit}` in `command` are replaced inside an argument, never split into several.
 */
export interface LocalTarget {
  readonly platform: "local";
  /** host:port users reach; loopback only. */
  readonly listen: string;
  /** Folder of the supervisor's state: absolute, or relative to the workspace. */
  readonly state: string;
  /** argv of one release; PORT, RELEASE and COMMIT are in its environment too. */
  readonly command: readonly string[];
  /** Names of variables of the runner that the release may see (nothing else is inherited but PATH and HOME). */
  readonly passEnv: readonly string[];
  /** Path that answers 2xx when the release is ready. */
  readonly ready: string;
  readonly readyTimeoutMs: number;
  /** How long a release that lost its traffic may finish its requests. */
  readonly drainMs: number;
}

/**
 * The user's own commands as a platform. Each is an argv; RELEASE, COMMIT, WEIGHT, REVISION and ENVIRONMENT are in its environment.
 * `observe` prints one JSON object: {"stable": {"version", "ready"?, "url"?} | null, "candidate": … | null, "weight": 0-100,
 * "revision"?: string, "counts"?: {"stable": {"requests","errors"}, "candidate": …}}.
 */
export interface ExecTarget {
  readonly platform: "exec";
  readonly observe: readonly string[];
  readonly setWeight: readonly string[];
  readonly promote: readonly string[];
  readonly abort: readonly string[];
  /** Brings an earlier release back; without it `rollback` cannot run on this target. */
  readonly restore: readonly string[] | undefined;
  readonly passEnv: readonly string[];
  readonly timeoutMs: number;
  /** How long a change may take to be seen by `observe`. */
  readonly settleMs: number;
  /** Smallest step of weight the commands can hold; 100 = all at once. */
  readonly granularity: number;
}

/** Where a cluster's API and the right to use it come from. */
export type KubernetesAccess =
  /** KUBECONFIG or ~/.kube/config (or `path`), with its current context unless one is named. */
  | { readonly kind: "kubeconfig"; readonly path: string | undefined; readonly context: string | undefined }
  /** The service account of the pod this runs in. */
  | { readonly kind: "in-cluster" }
  /** Amazon EKS: address and CA from its API, token made here. */
  | { readonly kind: "eks"; readonly cluster: string; readonly region: string | undefined }
  /** Azure Kubernetes Service: `cluster` is its resource id `/subscriptions/…/managedClusters/…`. */
  | { readonly kind: "aks"; readonly cluster: string }
  /** Google Kubernetes Engine: `cluster` is `projects/…/locations/…/clusters/…`. */
  | { readonly kind: "gke"; readonly cluster: string };

/** What moves the traffic of a Deployment. */
export type KubernetesRoute =
  /** Nobody: the Deployment itself is updated, all at once, pod by pod. */
  | { readonly kind: "rolling" }
  /** Pods of both releases behind one Service: the share is that of the pods. */
  | { readonly kind: "replicas"; readonly service: string }
  /** A Service's selector (blue-green). `preview`: Service that reaches the candidate; made when not given. */
  | { readonly kind: "service"; readonly name: string; readonly preview: string | undefined }
  /** Gateway API. `rule`: name of the rule; `undefined`: the one whose backends are the stable Service. */
  | { readonly kind: "httproute"; readonly name: string; readonly rule: string | undefined }
  /** Istio. `rule`: name of the http route. */
  | { readonly kind: "virtualservice"; readonly name: string; readonly rule: string | undefined }
  | { readonly kind: "traefikservice"; readonly name: string }
  /** ingress-nginx by a second, canary ingress. */
  | { readonly kind: "ingress"; readonly name: string };

/** What runs the pods, and who drives its rollout. */
export type KubernetesWorkload =
  | { readonly kind: "deployment"; readonly name: string }
  /** Argo Rollouts drives. */
  | { readonly kind: "rollout"; readonly name: string }
  /** Flagger drives. */
  | { readonly kind: "canary"; readonly name: string };

/** A workload of a Kubernetes cluster. `${release}` and `${commit}` in `image` are replaced for each release. */
export interface KubernetesTarget {
  readonly platform: "kubernetes";
  readonly access: KubernetesAccess;
  readonly namespace: string;
  readonly workload: KubernetesWorkload;
  /** A Deployment of the user's own for the candidate; `undefined`: made from stable's as `<name>-candidate`. */
  readonly candidateWorkload: string | undefined;
  /** Container whose image is the release; `undefined`: the only one. */
  readonly container: string | undefined;
  /** e.g. `ghcr.io/acme/shop:${release}`; `undefined`: the release's artifact. */
  readonly image: string | undefined;
  readonly route: KubernetesRoute;
  /** Services of the two releases, for routes that name Services; `undefined`: found from the route, candidate's made. */
  readonly services: { readonly stable: string; readonly candidate: string } | undefined;
  /** Header that reaches the candidate at any weight, on routes that can. */
  readonly header: { readonly name: string; readonly value: string } | undefined;
  /** Share of requests copied to the candidate before it gets any, per cent, on routes that can mirror; 0: none. */
  readonly mirror: number;
  /** Manifests applied with a release, in order, on `rolling`: paths or globs relative to the workspace. */
  readonly manifests: readonly string[];
  readonly readyTimeoutMs: number;
  /** How long a controller may take to accept a change. */
  readonly settleMs: number;
  /** How long a retired release may finish its requests. */
  readonly drainMs: number;
}

/** A Helm release, upgraded all at once; `helm` is run by argv. */
export interface HelmTarget {
  readonly platform: "helm";
  readonly access: KubernetesAccess;
  readonly namespace: string;
  readonly release: string;
  /** Chart folder, archive or reference. */
  readonly chart: string;
  readonly chartVersion: string | undefined;
  /** Values files, in order. */
  readonly values: readonly string[];
  /** `--set-string` pairs; `${release}` and `${commit}` are replaced for each release. */
  readonly set: Readonly<Record<string, string>>;
  readonly readyTimeoutMs: number;
}

/** One service of an ECS target. */
export interface EcsService {
  readonly name: string;
  /** Container whose image is the release; `undefined`: the only essential one. */
  readonly container: string | undefined;
  /** Image of this service, where it is not the target's. */
  readonly image: string | undefined;
  /** Services of a lower wave are done before those of a higher one begin. */
  readonly wave: number;
  /** Never two tasks at once: stopped before started. */
  readonly singleton: boolean;
}

/** What moves the traffic of an ECS service. */
export type EcsRoute =
  /** Nobody: services are updated all at once, task by task. */
  | { readonly kind: "rolling" }
  /** Two services behind weighted target groups of a listener (or rule) of an Application Load Balancer. */
  | {
      readonly kind: "target-groups";
      /** ARN of the listener rule, or of the listener for its default action. */
      readonly listener: string;
      readonly stable: string;
      readonly candidate: string;
      /** Service of the candidate's tasks; made like stable's with this name when it is not there. */
      readonly candidateService: string;
    }
  /** ECS's own CANARY, LINEAR or BLUE_GREEN, held by a PAUSE hook before every shift. */
  | {
      readonly kind: "native";
      readonly strategy: "canary" | "linear" | "blue-green";
      readonly stepPercent: number | undefined;
    };

/** Services of an ECS cluster. `${release}` and `${commit}` in images are replaced for each release. */
export interface EcsTarget {
  readonly platform: "aws-ecs";
  readonly region: string | undefined;
  readonly cluster: string;
  /** The first of the lowest wave with a load balancer is the one that gets weights. */
  readonly services: readonly EcsService[];
  /** e.g. `123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop:${release}`; `undefined`: the release's artifact. */
  readonly image: string | undefined;
  readonly environment: Readonly<Record<string, string>>;
  /** Variable to ARN of a secret or parameter. */
  readonly secrets: Readonly<Record<string, string>>;
  readonly route: EcsRoute;
  readonly readyTimeoutMs: number;
  readonly settleMs: number;
}

/** A Lambda function behind an alias. */
export interface LambdaTarget {
  readonly platform: "aws-lambda";
  readonly region: string | undefined;
  readonly function: string;
  readonly alias: string;
  /** Code of a release: an image, or an object of a bucket; `${release}` and `${commit}` are replaced for each release. */
  readonly code: { readonly image: string } | { readonly bucket: string; readonly key: string };
  readonly readyTimeoutMs: number;
  readonly settleMs: number;
}

/** A static site in a bucket behind CloudFront: one prefix a release, switched at the distribution's origin path. */
export interface StaticSiteTarget {
  readonly platform: "aws-s3-cloudfront";
  readonly region: string | undefined;
  readonly bucket: string;
  readonly distribution: string;
  /** Origin of the distribution whose path is switched; `undefined`: the only one on the bucket. */
  readonly origin: string | undefined;
  /** Folder that is uploaded, relative to the workspace. */
  readonly folder: string;
  /** Prefix of a release, e.g. `releases/${release}`. */
  readonly prefix: string;
  /** Paths invalidated after a switch. */
  readonly invalidate: readonly string[];
  /** How long an invalidation or a distribution may take. */
  readonly settleMs: number;
}

/** Two servers of an HAProxy backend, moved through its runtime API. */
export interface HaproxyTarget {
  readonly platform: "haproxy";
  /** Path of the admin socket (relative to the workspace), or host:port. */
  readonly socket: string;
  readonly backend: string;
  /** The two servers releases take in turn. */
  readonly servers: readonly [HaproxyServer, HaproxyServer];
  /** argv that makes RELEASE run on SERVER (ADDRESS); exit code 0 when it was started. */
  readonly start: readonly string[];
  /** argv that ends what runs on SERVER. */
  readonly stop: readonly string[];
  /** argv that prints the version that runs on SERVER, or nothing. */
  readonly version: readonly string[];
  /** Path at ADDRESS that answers 2xx when the release there is ready. */
  readonly ready: string;
  readonly passEnv: readonly string[];
  /** Longest run of one command. */
  readonly timeoutMs: number;
  readonly readyTimeoutMs: number;
  /** How long a server that lost its traffic may finish its requests. */
  readonly drainMs: number;
}

/** A server of the backend, and where the release on it is reached directly. */
export interface HaproxyServer {
  readonly name: string;
  /** host:port. */
  readonly address: string;
}

/** One service on one platform in one environment. */
export type Target =
  | LocalTarget
  | ExecTarget
  | KubernetesTarget
  | HelmTarget
  | EcsTarget
  | LambdaTarget
  | StaticSiteTarget
  | HaproxyTarget;
