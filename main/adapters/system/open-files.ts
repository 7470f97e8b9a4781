/** The parts of Node's process report that are used here. */
type Limits = { readonly userLimits?: { readonly open_files?: { readonly soft?: unknown } } };
type Report = { excludeNetwork?: boolean; getReport(): Limits };

/** How many files and sockets this process may have open at once; null where the system has no such limit (Windows). */
export function openFilesMax(): number | null {
  if (process.platform === 'win32') return null;
  // Without this the report looks up the names of every peer.
  const report: Report = process.report;
  report.excludeNetwork = true;
  const soft = report.getReport().userLimits?.open_files?.soft;
  return typeof soft === 'number' ? soft : null;
}
