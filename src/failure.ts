/** A failure and what caused it, as one line for whoever runs this. */
export function tellFailure(failure: unknown): string {
  const causes: string[] = [];
  for (let cause = failure; cause instanceof Error; { cause } = cause) causes.push(cause.message);
  return causes.join(": ") || String(failure);
}
