import { FileError } from '../errors.js';

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or folder',
  EACCES: 'one that may not be accessed',
  EPERM: 'one that may not be accessed',
  EEXIST: 'a file of that name',
  EISDIR: 'a folder',
  ENOTDIR: 'a path through something that is no folder',
  ENOSPC: 'no space left',
  EDQUOT: 'no space left in the quota',
  EROFS: 'a file system that may only be read',
  EMFILE: 'too many open files',
};

/** The {@link FileError} for what the file system answered. */
export function systemFailure(file: string, place: string, expected: string, error: unknown): FileError {
  const { code, message } = error as { readonly code?: string; readonly message?: string };
  return new FileError(file, place, expected, REASONS[code ?? ''] ?? code ?? String(message), { cause: error });
}
