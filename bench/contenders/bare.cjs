// The limit for a JavaScript action: the same two requests on one connection, and nothing else.
const { appendFileSync } = require('node:fs');
const { TENANT, CLIENT_ID, CLIENT_SECRET, OUTPUT } = process.env;
const transport = TENANT.startsWith('https:') ? require('node:https') : require('node:http');
const agent = new transport.Agent({ keepAlive: true });

function send(method, path, headers, body, then) {
  const request = transport.request(TENANT + path, { method, headers, agent }, (response) => {
    let text = '';
    response.setEncoding('utf8').on('data', (chunk) => (text += chunk));
    response.on('end', () => {
      if (response.statusCode !== 200) throw new Error(`${path}: ${response.statusCode}`);
      // The connection is free for the next request only after this event.
      setImmediate(then, text);
    });
  });
  request.end(body);
}

const grant = {
  client_id: CLIENT_ID,
  client_secret: CLIENT_SECRET,
  grant_type: 'client_credentials',
};
const json = { 'content-type': 'application/json', accept: 'application/json' };
send('POST', '/oauth/token', json, JSON.stringify(grant), (answer) => {
  const token = JSON.parse(answer).access_token;
  console.log(`::add-mask::${token}`);
  send('GET', '/api/v1/users/me', { authorization: `Bearer ${token}` }, undefined, (body) => {
    appendFileSync(OUTPUT, `token=${token}\nresponse=${body}\n`);
    agent.destroy();
  });
});
