/** Section types, from the ELF specification and its GNU extensions. */
const SHT_DYNAMIC = 6;
const SHT_GNU_VERNEED = 0x6ffffffe;
const DT_NEEDED = 1n;

/**
 * What a 64-bit little-endian ELF file asks of the machine that loads it.
 *
 * @param {Buffer} file
 * @returns {{ libraries: string[], versions: { library: string, version: string }[] }} the shared libraries it is linked to, and the
 *   versions of their symbols it needs, such as `GLIBC_2.34`
 * @throws {Error} where it is no such file
 */
export function readElf(file) {
  if (file.length < 64 || file.readUInt32BE(0) !== 0x7f454c46 || file[4] !== 2 || file[5] !== 1) {
    throw new Error('not a 64-bit little-endian ELF file');
  }
  const table = Number(file.readBigUInt64LE(40));
  const entrySize = file.readUInt16LE(58);
  const sections = Array.from({ length: file.readUInt16LE(60) }, (_, k) => {
    const at = table + k * entrySize;
    return {
      type: file.readUInt32LE(at + 4),
      offset: Number(file.readBigUInt64LE(at + 24)),
      size: Number(file.readBigUInt64LE(at + 32)),
      link: file.readUInt32LE(at + 40),
      count: file.readUInt32LE(at + 44),
    };
  });
  const ofType = (/** @type {number} */ type) => sections.filter((section) => section.type === type);
  const text = (/** @type {{ link: number }} */ { link }, /** @type {number} */ offset) => {
    const start = /** @type {{ offset: number }} */ (sections[link]).offset + offset;
    return file.toString('latin1', start, file.indexOf(0, start));
  };

  /** @type {string[]} */
  const libraries = [];
  for (const section of ofType(SHT_DYNAMIC)) {
    for (let at = section.offset; at < section.offset + section.size; at += 16) {
      if (file.readBigInt64LE(at) === DT_NEEDED) libraries.push(text(section, Number(file.readBigUInt64LE(at + 8))));
    }
  }
  /** @type {{ library: string, version: string }[]} */
  const versions = [];
  for (const section of ofType(SHT_GNU_VERNEED)) {
    let at = section.offset;
    for (let k = 0; k < section.count; k++) {
      const library = text(section, file.readUInt32LE(at + 4));
      let auxiliary = at + file.readUInt32LE(at + 8);
      for (let j = 0; j < file.readUInt16LE(at + 2); j++) {
        versions.push({ library, version: text(section, file.readUInt32LE(auxiliary + 8)) });
        auxiliary += file.readUInt32LE(auxiliary + 12);
      }
      at += file.readUInt32LE(at + 12);
    }
  }
  return { libraries, versions };
}
