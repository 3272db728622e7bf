// A script with Qlik's own package.
import { appendFileSync } from 'node:fs';
import { auth, users } from '@qlik/api';
const { TENANT, CLIENT_ID, CLIENT_SECRET, OUTPUT } = process.env;
auth.setDefaultHostConfig({
  authType: 'oauth2',
  host: TENANT,
  clientId: CLIENT_ID,
  clientSecret: CLIENT_SECRET,
  noCache: true,
});
const { status, data } = await users.getMyUser();
if (status !== 200) throw new Error(String(status));
appendFileSync(OUTPUT, `response=${JSON.stringify(data)}\n`);
