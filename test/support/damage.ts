import { hashOf, rowsOf, store, type StoredArray, type StoredCertificate } from './claimOf.js';

type Change = (certificate: StoredCertificate, next: () => number) => void;

const pick = <T>(values: readonly T[], next: () => number): T => values[Math.floor(next() * values.length)]!;

/** Replaces an array's rows by changed ones. */
function edit(array: StoredArray, change: (rows: number[][]) => void): void {
  const rows = rowsOf(array);
  change(rows);
  Object.assign(array, store(rows));
}

function someArray({ statement: { network, data } }: StoredCertificate, next: () => number): StoredArray {
  return pick([...network.weights, data.inputs, data.targets, ...(data.masks ?? [])], next);
}

function setEntry(certificate: StoredCertificate, next: () => number, value: (old: number) => number): void {
  edit(someArray(certificate, next), (rows) => {
    const row = pick(rows, next);
    const k = Math.floor(next() * row.length);
    row[k] = value(row[k]!);
  });
}

const NUMBERS = ['sigmaMin', 'radius', 'lossLower', 'lossUpper', 'layer'] as const;

function setNumber({ statement }: StoredCertificate, next: () => number, value: (old: number) => unknown): void {
  const name = pick(
    NUMBERS.filter((key) => statement[key] !== undefined),
    next,
  );
  (statement as unknown as Record<string, unknown>)[name] = value(statement[name]!);
}

/** Changes of what is claimed. The hash is made to fit afterwards, so that they arrive at the mathematics; the claim may still be true. */
export const changes: Readonly<Record<string, Change>> = {
  'flipped label': ({ statement }, next) => {
    edit(statement.data.targets, (rows) => (pick(rows, next)[0]! *= -1));
  },
  'moved target': ({ statement }, next) => {
    edit(statement.data.targets, (rows) => (pick(rows, next)[0]! += 10 ** (-12 * next())));
  },
  'changed number': (certificate, next) => {
    setEntry(certificate, next, (x) => x + (next() - 0.5) * 10 ** (-14 * next()));
  },
  'changed last bit': (certificate, next) => {
    setEntry(certificate, next, (x) => x * (1 + 2 ** -52));
  },
  'number set to zero': (certificate, next) => {
    setEntry(certificate, next, () => 0);
  },
  'extreme exponent': (certificate, next) => {
    setEntry(certificate, next, () => pick([2 ** -101, 5e-324, -(2 ** 101), 1e300], next));
  },
  'flipped sign': (certificate, next) => {
    setEntry(certificate, next, (x) => -x);
  },
  'duplicated sample': ({ statement: { data } }, next) => {
    const [from, to] = [next(), next()];
    for (const array of [data.inputs, data.targets, ...(data.masks ?? [])])
      edit(array, (rows) => (rows[Math.floor(to * rows.length)] = [...rows[Math.floor(from * rows.length)]!]));
  },
  'zeroed mask': ({ statement: { data } }, next) => {
    if (data.masks !== null) edit(data.masks[0]!, (rows) => pick(rows, next).fill(0));
  },
  'masks removed': ({ statement: { data } }) => {
    data.masks = null;
  },
  'zeroed sample': ({ statement: { data } }, next) => {
    edit(data.inputs, (rows) => pick(rows, next).fill(0));
  },
  'zeroed unit': ({ statement: { network } }, next) => {
    edit(network.weights[0]!, (rows) => pick(rows, next).fill(0));
  },
  'zeroed output weight': ({ statement: { network } }, next) => {
    edit(network.weights[1]!, (rows) => (rows[0]![Math.floor(next() * rows[0]!.length)] = 0));
  },
  'changed slope': ({ statement: { network } }, next) => {
    network.slopes[0] = pick([0, 1, -1, 0.1, 2, network.slopes[0]! + 1e-9], next);
  },
  'widened or narrowed claim': (certificate, next) => {
    setNumber(certificate, next, (x) => x * 2 ** (8 * (next() - 0.5)));
  },
  'claim changed by a bit': (certificate, next) => {
    setNumber(certificate, next, (x) => x * (1 + (next() < 0.5 ? 1 : -1) * 2 ** -52));
  },
  'swapped samples of the data only': ({ statement: { data } }, next) => {
    edit(data.inputs, (rows) => rows.push(rows.splice(Math.floor(next() * rows.length), 1)[0]!));
  },
  'witness changed': ({ witness, statement: { data, network } }, next) => {
    witness.onKink ??= [];
    if (next() < 0.5) witness.onKink.pop();
    else witness.onKink.push([Math.floor(next() * network.widths[1]!), Math.floor(next() * data.inputs.shape[0]!)]);
  },
  'witness removed': (certificate) => {
    certificate.witness = {};
  },
  'kink claimed to be none': ({ statement }) => {
    if (statement.claim.endsWith('minimum')) statement.claim = statement.claim === 'kink-minimum' ? 'local-minimum' : 'kink-minimum';
  },
  'second point': ({ statement }, next) => {
    if (!statement.claim.endsWith('minimum')) return;
    statement.spurious = { weights: structuredClone(statement.network.weights), lossUpper: statement.lossLower! * (1 - 0.1 * next()) };
    for (const array of statement.spurious.weights) edit(array, (rows) => (pick(rows, next)[0]! += next() - 0.5));
  },
};

/** Damage after which a file is no certificate of anything: none of it may be accepted. */
export const breakages: Readonly<Record<string, Change>> = {
  'hash left as it was': ({ statement: { data } }, next) => {
    edit(pick([data.inputs, data.targets], next), (rows) => (pick(rows, next)[0]! += 1));
  },
  'not a number': (certificate, next) => {
    setEntry(certificate, next, () => pick([NaN, Infinity, -Infinity], next));
    certificate.statement.data.sha256 = hashOf(certificate.statement.data);
  },
  'truncated array': (certificate, next) => {
    const array = someArray(certificate, next);
    array.base64 = array.base64.slice(0, Math.floor(next() * array.base64.length));
  },
  'strange base64': (certificate, next) => {
    const array = someArray(certificate, next);
    array.base64 = `${pick(['*', '-', ' ', '\u0000'], next)}${array.base64.slice(1)}`;
  },
  'wrong shape': (certificate, next) => {
    const array = someArray(certificate, next);
    array.shape = pick<number[]>(
      [[], [1e9, 1e9], [-1, -1], [array.shape[0]! + 1, array.shape[1]!], [NaN, 1], [array.shape[0]! * array.shape[1]! + 1, 1]],
      next,
    );
  },
  'wrong type': (certificate, next) => {
    someArray(certificate, next).type = 'float32';
  },
  'claim is no number': (certificate, next) => {
    setNumber(certificate, next, () => pick<unknown>([NaN, Infinity, null, '1', -1, undefined, [1]], next));
  },
  'wrong widths': ({ statement: { network } }, next) => {
    network.widths[Math.floor(next() * network.widths.length)]! += pick([1, -1, 0.5, 1e9], next);
  },
  'wrong format': (certificate, next) => {
    certificate.format = pick(['kinkless-certificate/2', '', 'kinkless-model/1'], next);
  },
  'other semantics': (certificate) => {
    certificate.statement.semantics = 'Numbers are what they are.';
  },
  'unknown claim': (certificate, next) => {
    certificate.statement.claim = pick(['global-minimum', '', 'constructor', '__proto__'], next);
  },
  'unproved number': ({ statement }) => {
    (statement as unknown as Record<string, unknown>).generalisationGap = 0;
  },
  'part removed': ({ statement }, next) => {
    const parts = statement as unknown as Record<string, unknown>;
    Reflect.deleteProperty(parts, pick(Object.keys(parts), next));
  },
  'part replaced': ({ statement }, next) => {
    const parts = statement as unknown as Record<string, unknown>;
    const names = ['network', 'data', 'semantics', 'claim', 'spurious'];
    parts[pick(names, next)] = pick<unknown>([[], 7, 'text', true, {}], next);
  },
};
