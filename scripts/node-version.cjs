// Runs after every install, on whatever Node is installed, so it is not TypeScript.
// Scripts need Node 24, which the `node` package brings unless its install script was disabled.
const [major] = process.versions.node.split('.');
if (Number(major) < 24) {
  console.error(
    `This project's scripts need Node 24 and found ${process.version}. The devDependency "node" ` +
      'brings it with its install script: allow install scripts for it, or install Node 24.',
  );
  process.exitCode = 1;
}
