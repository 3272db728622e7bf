import { setTimeout } from 'node:timers/promises';
import { auth, reloads } from '@qlik/api';

auth.setDefaultHostConfig({
  authType: 'oauth2',
  host: process.env.QLIK_TENANT,
  clientId: process.env.QLIK_CLIENT_ID,
  clientSecret: process.env.QLIK_CLIENT_SECRET,
});

const { data: start } = await reloads.queueReload({ appId: process.env.QLIK_APP });
const deadline = Date.now() + 3_600_000;
for (;;) {
  await setTimeout(1000);
  const { data } = await reloads.getReload(start.id, { noCache: true });
  if (data.status === 'SUCCEEDED') break;
  if (['FAILED', 'CANCELED', 'EXCEEDED_LIMIT'].includes(data.status))
    throw new Error(`${data.status} ${data.errorCode} ${data.errorMessage}`);
  if (Date.now() > deadline) throw new Error('The reload took more than an hour');
}
