import { connectEarly } from './early.ts';

// Whatever happens before the program has begun is a failure.
process.exitCode = 1;
const agents = await connectEarly(process.env);
// In the same file (eager), but evaluated only now: while the connection is being made.
const { main } = await import(/* webpackMode: "eager" */ './program.ts');
await main(agents);
