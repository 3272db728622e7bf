import type { Reply } from '../../sandbox/tenant/http.ts';
import { QlikError } from '../../sandbox/tenant/qlik-error.ts';
import type { Step } from '../../sandbox/tenant/script.ts';
import type { Tenant } from '../../sandbox/tenant/tenant.ts';

/** An error in the form that most of Qlik's services use. */
export function qlikError(status: number, code: string, title: string, detail?: string): Reply {
  return new QlikError(status, code, title, detail).reply('0af7651916cd43dd8448eb211c80319c');
}

/** Scripts the next responses of a route; after the last, the tenant responds as usual. */
export function script(tenant: Tenant, route: string, ...steps: readonly Step[]): void {
  tenant.script(route, steps);
}

/** The same, as the `given` of a scenario. */
export function answers(route: string, ...steps: readonly Step[]): (tenant: Tenant) => undefined {
  return (tenant) => {
    tenant.script(route, steps);
    return undefined;
  };
}
