import { auth, users } from '@qlik/api';

auth.setDefaultHostConfig({
  authType: 'oauth2',
  host: process.env.QLIK_TENANT,
  clientId: process.env.QLIK_CLIENT_ID,
  clientSecret: process.env.QLIK_CLIENT_SECRET,
});

const { data } = await users.getMyUser();
console.log(data.name);
