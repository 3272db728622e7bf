import { cleanup } from './cleanup.ts';
import { gitHubRunner } from './runner/github.ts';
import { runPost } from './runner/run.ts';

void runPost(gitHubRunner(), cleanup);
