/** One of the packages that hold the compiled addon, as `kinkless.node`. */
export interface PlatformPackage {
  readonly name: string;
  /** As `process.platform`. */
  readonly os: string;
  /** As `process.arch`. */
  readonly cpu: string;
  /** The C library it is linked to; only Linux has a choice. */
  readonly libc?: 'glibc' | 'musl';
  /** Whether it is built and tested: the main package lists it. Of the others there are build files, which nobody has tried. */
  readonly tested: boolean;
}
