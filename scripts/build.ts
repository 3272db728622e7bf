/** `npm run build`: builds dist from src. */
import { join } from 'node:path';
import { bundleAll } from './bundle.ts';
import { distFolder, root } from './paths.ts';

try {
  await bundleAll(join(root, distFolder));
} catch (error) {
  console.error(`build: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
