import { crc32, deflateRawSync } from 'node:zlib';

/** A file of an archive; the fields with defaults are those of its entry in the directory. */
export interface ZipFile {
  readonly name: string;
  readonly content: Uint8Array;
  readonly deflate?: boolean;
  readonly method?: number;
  readonly flags?: number;
  readonly crc?: number;
  readonly size?: number;
  readonly offset?: number;
  readonly extra?: Uint8Array;
}

/** The bytes of a zip archive. */
export function zip(files: readonly ZipFile[], comment = ''): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const file of files) {
    const name = Buffer.from(file.name);
    const content = file.deflate === true ? deflateRawSync(file.content) : Buffer.from(file.content);
    const { flags = 0, method = file.deflate === true ? 8 : 0, crc = crc32(file.content), size = file.content.length } = file;
    const { offset = at, extra = Buffer.alloc(0) } = file;
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50);
    local.writeUInt16LE(20, 4);
    local.writeUInt16LE(name.length, 26);
    bodies.push(Buffer.concat([local, name, content]));
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50);
    central.writeUInt16LE(flags, 8);
    central.writeUInt16LE(method, 10);
    central.writeUInt32LE(crc, 16);
    central.writeUInt32LE(content.length, 20);
    central.writeUInt32LE(size, 24);
    central.writeUInt16LE(name.length, 28);
    central.writeUInt16LE(extra.length, 30);
    central.writeUInt32LE(offset, 42);
    directory.push(Buffer.concat([central, name, extra]));
    at += bodies.at(-1)!.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50);
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(at, 16);
  end.writeUInt16LE(comment.length, 20);
  return Buffer.concat([...bodies, ...directory, end, Buffer.from(comment, 'latin1')]);
}
