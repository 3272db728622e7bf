// Gives every hostname two addresses: this machine, and one that leads nowhere (RFC 5737).
const dns = require('node:dns');

const addresses = [
  { address: '127.0.0.1', family: 4 },
  { address: '192.0.2.1', family: 4 },
];

dns.lookup = (_hostname, options, done) => {
  if (options.all === true) process.nextTick(done, null, addresses);
  else process.nextTick(done, null, addresses[0].address, 4);
};
