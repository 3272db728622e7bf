import { createRequire } from 'node:module';
import * as core from '@actions/core';

/** The part of actions/github-script that needs neither GitHub nor a network. */
const given = { core, require: createRequire(import.meta.url) };

type AsyncFunction = (...args: readonly unknown[]) => Promise<unknown>;
const { constructor: make } = Object.getPrototypeOf(async () => Promise.resolve()) as {
  constructor: new (...namesAndBody: readonly string[]) => AsyncFunction;
};

try {
  const script = new make(...Object.keys(given), core.getInput('script', { required: true }));
  core.setOutput('result', JSON.stringify(await script(...Object.values(given))));
} catch (error) {
  console.error(error);
  core.setFailed(`Unhandled error: ${String(error)}`);
}
