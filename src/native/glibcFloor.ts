/** The newest glibc a platform package may need: Debian 12, Ubuntu 22.04, RHEL 9 and later have it. Packaging fails above it. */
export const glibcFloor = '2.34';
