// Loaded before a measured command: leaves the process's peak of resident memory (kilobytes) in a file.
const { writeFileSync } = require('node:fs');
process.on('exit', () => writeFileSync(process.env.PEAK_MEMORY_FILE, String(process.resourceUsage().maxRSS)));
