/** Which columns of a table are the targets: those of these names, in this order, or this many of the last ones. */
export type TargetColumns = number | readonly string[];
