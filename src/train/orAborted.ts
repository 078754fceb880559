/**
 * What a value or promise becomes, unless the signal is aborted before.
 *
 * @throws `signal.reason` as soon as that is
 */
export async function orAborted(value: unknown, signal: AbortSignal | undefined): Promise<unknown> {
  if (signal === undefined) return value;
  let onAbort = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => {
      reject(signal.reason as Error);
    };
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort);
  });
  try {
    return await Promise.race([aborted, value]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
