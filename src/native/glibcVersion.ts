/** The version of the running glibc, such as `2.36`; undefined with another C library. Takes some 10 ms: not for a path taken often. */
export function glibcVersion(): string | undefined {
  // Not in the types of the oldest Node supported, though that Node knows it.
  const report: NodeJS.ProcessReport & { excludeNetwork?: boolean } = process.report;
  const before = report.excludeNetwork ?? false;
  // Otherwise the report looks up the names of open connections, which can take seconds.
  report.excludeNetwork = true;
  try {
    return (report.getReport() as { readonly header?: { readonly glibcVersionRuntime?: string } }).header?.glibcVersionRuntime;
  } finally {
    report.excludeNetwork = before;
  }
}
