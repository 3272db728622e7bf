import { gitHubRunner } from './runner/github.ts';
import { runMain } from './runner/run.ts';
import { step } from './step.ts';

void runMain(gitHubRunner(), step);
