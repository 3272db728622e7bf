import { writeFile } from 'node:fs/promises';
import { apps, auth, tempContents } from '@qlik/api';

auth.setDefaultHostConfig({
  authType: 'oauth2',
  host: process.env.QLIK_TENANT,
  clientId: process.env.QLIK_CLIENT_ID,
  clientSecret: process.env.QLIK_CLIENT_SECRET,
});

const { headers } = await apps.exportApp(process.env.QLIK_APP, {});
const id = headers.get('location').split('/').at(-1);
const { data } = await tempContents.downloadTempFile(id, {});
await writeFile('app.qvf', data.stream());
