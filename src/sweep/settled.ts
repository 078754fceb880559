/** How an action ended, as `Promise.allSettled` says it. */
export async function settled<T>(action: () => Promise<T> | T): Promise<PromiseSettledResult<T>> {
  try {
    return { status: 'fulfilled', value: await action() };
  } catch (reason) {
    return { status: 'rejected', reason };
  }
}
