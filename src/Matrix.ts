/** A dense matrix of float64 numbers, row-major: entry (i, j) is `data[i * columns + j]`. */
export type Matrix = { readonly data: Float64Array; readonly rows: number; readonly columns: number };
