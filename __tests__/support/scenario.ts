import type { Title } from '../../src/failure.ts';
import type { Tenant, TenantOptions } from '../../sandbox/tenant/tenant.ts';

/** A step of a workflow, and what it should do. */
export interface Scenario {
  /** In the words of a workflow author. */
  readonly name: string;
  readonly tenant?: TenantOptions;
  /** Whether there is a second tenant, and both speak https; it must never hear of a credential. Bundle only. */
  readonly elsewhere?: true;
  /** Added to `tenant-url`, `client-id` and `client-secret`; undefined leaves one of them out. */
  readonly with?: Readonly<Record<string, string | undefined>>;
  /** `{workspace}` in a value is the path of the workspace. */
  readonly env?: Readonly<Record<string, string>>;
  /** Files by their path in the workspace, which is the user's home too. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  /** Symbolic links by their path in the workspace, as a pull request may plant them. */
  readonly links?: Readonly<Record<string, string>>;
  /** The system that the step takes this one for; in process alone. */
  readonly platform?: NodeJS.Platform;
  /** Sets the tenant up; what it gives is added to `with`. */
  readonly given?: (
    tenant: Tenant,
    elsewhere: Tenant,
  ) => Readonly<Record<string, string>> | undefined;
  /**
   * What the inputs are by the time of the post step, where they are others than main's: the runner
   * evaluates them anew, and gives nothing for what it does not know any more.
   */
  readonly withInPost?: (tenant: Tenant) => Readonly<Record<string, string>>;
  /** Set where only a process of its own can show it: signals, or whom Node trusts. */
  readonly bundleOnly?: true;
  /** Set where a process of its own would only show the same again, and take its time. */
  readonly inProcessOnly?: true;
  /** The workflow is cancelled when the tenant has seen this request. Bundle only. */
  readonly cancelOn?: string;
  readonly then: Expected;
}

/** Text, or a pattern that it must match; undefined if it must be absent. */
export type Like = string | RegExp | undefined;

/** The expected result of a step. */
export interface Expected {
  /** The one error; a step without it is to succeed. */
  readonly fails?: string | RegExp;
  /** Of all annotations, in order. */
  readonly titles?: readonly Title[];
  /** Only those that are named are looked at. */
  readonly outputs?: Readonly<Record<string, Like>>;
  /** All warnings, in order; none when it is left out. */
  readonly warnings?: readonly (string | RegExp)[];
  /** Texts that the log must show, or must not. */
  readonly log?: readonly (string | RegExp)[];
  readonly logNot?: readonly (string | RegExp)[];
  /** All requests of main, in order, as `GET /api/v1/users/me 200`. */
  readonly requests?: readonly string[];
  /** All requests of post. */
  readonly postRequests?: readonly string[];
  /** Files by their path in the workspace. */
  readonly files?: Readonly<Record<string, Like>>;
  /** The same after post. */
  readonly filesAfter?: Readonly<Record<string, Like>>;
  /** Texts that must be masked. */
  readonly masks?: readonly string[];
  /** Texts that may stand nowhere in the log, in any spelling. */
  readonly secrets?: readonly string[];
  /** Texts that main's section of the job summary must show, or must not. */
  readonly summary?: readonly (string | RegExp)[];
  readonly summaryNot?: readonly (string | RegExp)[];
  /** Anything else. */
  readonly also?: (seen: Seen) => void | Promise<void>;
}

/** The result of a step, in process or on the bundle. */
export interface Seen {
  readonly succeeded: boolean;
  readonly errors: readonly string[];
  /** Of main's annotations, without `Qlik Cloud: `. */
  readonly titles: readonly string[];
  readonly warnings: readonly string[];
  readonly log: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly masks: readonly string[];
  /** All that a person could read: logs, annotations, state, summary; outputs are for later steps. */
  readonly readable: string;
  /** Main's section of the job summary, as it was written: the runner masks nothing there. */
  readonly summary: string;
  /** What main saved for post, as the runner has it. */
  readonly state: string;
  readonly requests: readonly string[];
  readonly postRequests: readonly string[];
  /** What is in the workspace after main: texts by path. */
  readonly files: ReadonlyMap<string, string>;
  /** The same after post. */
  readonly filesAfter: ReadonlyMap<string, string>;
  readonly tenant: Tenant;
  /** The tenant itself where a scenario has no other server. */
  readonly elsewhere: Tenant;
}

/** Runs a scenario's step against its tenant. */
export type Driver = (scenario: Scenario, tenant: Tenant, elsewhere?: Tenant) => Promise<Seen>;

/** The step's inputs. */
export function inputsOf(
  scenario: Scenario,
  tenant: Tenant,
  elsewhere: Tenant,
): Record<string, string> {
  const given = scenario.given?.(tenant, elsewhere) ?? {};
  const inputs: Readonly<Record<string, string | undefined>> = {
    'tenant-url': tenant.url,
    'client-id': tenant.client.id,
    'client-secret': tenant.client.secret,
    ...scenario.with,
    ...given,
  };
  return Object.fromEntries(
    Object.entries(inputs).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

/** The step's `env:`. */
export function envOf({ env = {} }: Scenario, workspace: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).map(([name, value]) => [name, value.replace('{workspace}', workspace)]),
  );
}
