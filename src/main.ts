import { gitHubRunner } from './runner/github.ts';
import { runMain } from './runner/run.ts';
import { step } from './step.ts';

await runMain(gitHubRunner(), step);
