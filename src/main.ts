import { connectEarly } from './early.ts';

// Whatever happens before the program has begun is a failure.
process.exitCode = 1;
void connectEarly(process.env).then(async (agents) => {
  // A file of its own: V8 reads it while the connection is being made.
  const { main } = await import('./program.ts');
  await main(agents);
});
