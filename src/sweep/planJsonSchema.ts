/** The JSON Schema of plans, for editors; `assets/plan.schema.json` holds the same. */
export async function planJsonSchema(): Promise<object> {
  const [{ z }, { planSchema }] = await Promise.all([import('zod'), import('./planSchema.js')]);
  return z.toJSONSchema(planSchema);
}
