/** How one number of an array is stored. */
export interface ElementType {
  readonly bytes: number;
  read(view: DataView, at: number, isLittleEndian: boolean): number;
}
