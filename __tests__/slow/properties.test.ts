/** The properties that `npm test` checks a thousand times, ten times as often. */
process.env.PROPERTY_RUNS ??= '10000';
await import('../hostile.test.ts');
await import('../inputs/json-check.test.ts');

export {};
