import { connectEarly } from './early.ts';

// Whatever happens before the program has begun is a failure.
process.exitCode = 1;
void connectEarly(process.env).then(async (agents) => {
  // In the same file (eager), but evaluated only now: while the connection is being made.
  const { main } = await import(/* webpackMode: "eager" */ './program.ts');
  await main(agents);
});
