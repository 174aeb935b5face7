// Prints "PASSED FAILED" of a JSON report of vitest. Usage: node scripts/count-tests.js FILE

import { readFileSync } from 'node:fs'

const report = JSON.parse(readFileSync(process.argv[2], 'utf8'))
// A file that could not be loaded has no tests of its own, and is a failure all the same.
const broken = report.testResults.filter(
  (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
)
console.log(`${report.numPassedTests} ${report.numFailedTests + broken.length}`)
