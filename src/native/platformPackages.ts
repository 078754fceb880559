import type { PlatformPackage } from './PlatformPackage.js';

/** The one table of platforms: the loader looks here, and so does what makes the packages. Of two for one machine, glibc's is first. */
export const platformPackages: readonly PlatformPackage[] = [
  { name: '@kinkless/linux-x64', os: 'linux', cpu: 'x64', libc: 'glibc', tested: true },
  { name: '@kinkless/linux-arm64', os: 'linux', cpu: 'arm64', libc: 'glibc', tested: false },
  { name: '@kinkless/linuxmusl-x64', os: 'linux', cpu: 'x64', libc: 'musl', tested: false },
  { name: '@kinkless/linuxmusl-arm64', os: 'linux', cpu: 'arm64', libc: 'musl', tested: false },
  { name: '@kinkless/darwin-x64', os: 'darwin', cpu: 'x64', tested: false },
  { name: '@kinkless/darwin-arm64', os: 'darwin', cpu: 'arm64', tested: false },
  { name: '@kinkless/win32-x64', os: 'win32', cpu: 'x64', tested: false },
];
