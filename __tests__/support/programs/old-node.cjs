// Makes a program believe that an old Node runs it.
Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.20.2' } });
