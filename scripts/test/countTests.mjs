/**
 * @typedef {{ numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests: number,
 *   numRuntimeErrorTestSuites: number }} JestResults the fields of jest's JSON that count
 */

/**
 * The closing line of a test run. Every check counts as one; so does a test file that could not be run, a jest that ended without
 * results, and one that failed for a reason no count shows.
 *
 * @param {{ checks: boolean[], results: JestResults | undefined, jestStatus: number | null }} outcome
 * @returns {{ line: string, failed: number }}
 */
export function countTests({ checks, results, jestStatus }) {
  const failedTests = results === undefined ? 1 : results.numFailedTests + results.numRuntimeErrorTestSuites;
  const failed = checks.filter((passed) => !passed).length + Math.max(failedTests, jestStatus === 0 ? 0 : 1);
  const passed = checks.filter(Boolean).length + (results?.numPassedTests ?? 0);
  const skipped = (results?.numPendingTests ?? 0) + (results?.numTodoTests ?? 0);
  return { line: `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`, failed };
}
