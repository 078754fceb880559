import { build } from './build.mjs';

/**
 * Runs `call` while every object inherits a property from a polluted prototype.
 *
 * @template T
 * @param {{ readonly key: string, readonly value: import('./build.mjs').Recipe } | null} pollution
 * @param {import('./build.mjs').Kitchen} kitchen
 * @param {() => Promise<T>} call
 * @returns {Promise<T>}
 */
export async function polluted(pollution, kitchen, call) {
  if (pollution === null) return call();
  const { key, value } = pollution;
  Object.defineProperty(Object.prototype, key, { value: build(value, kitchen), configurable: true, enumerable: true, writable: true });
  try {
    return await call();
  } finally {
    Reflect.deleteProperty(Object.prototype, key);
  }
}
