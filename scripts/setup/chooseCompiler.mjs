/**
 * The compilers the build shall use. node-gyp's makefiles know only g++ by themselves.
 *
 * @param {{ env: Record<string, string | undefined>, has: (program: string) => boolean }} machine
 * @returns {{ CC: string, CXX: string } | undefined} as environment variables; nothing where there is no C++ compiler
 */
export function chooseCompiler({ env, has }) {
  if (env.CXX) return { CC: env.CC ?? 'cc', CXX: env.CXX };
  if (has('g++')) return { CC: env.CC ?? 'gcc', CXX: 'g++' };
  if (has('clang++')) return { CC: env.CC ?? 'clang', CXX: 'clang++' };
  return undefined;
}
