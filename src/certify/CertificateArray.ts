/** Numbers as they are stored: the base64 text of their float64 bytes, little-endian, row after row. */
export interface CertificateArray {
  readonly type: 'float64';
  /** Rows and columns. */
  readonly shape: readonly [number, number];
  readonly base64: string;
}
