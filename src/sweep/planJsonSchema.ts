/** The JSON Schema of plans, for editors; `assets/plan.schema.json` holds the same. */
export async function planJsonSchema(): Promise<object> {
  const { planSchema } = await import('./planSchema.js');
  const { z } = await import('zod');
  return z.toJSONSchema(planSchema);
}
