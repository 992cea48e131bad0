import { presentMeasurement } from './present/measurement.ts';
import type { Session } from './session.ts';
import { type FunctionOptions, readFunction } from './subject.ts';

export async function measure(
  session: Session,
  file: string,
  options: FunctionOptions,
): Promise<number> {
  const asked = readFunction(session.surroundings, file, options);
  if (!asked.ok) return session.fail(asked.failure);
  const result = await session.request((client, request) => client.measure(asked.value, request));
  if (!result.ok) return session.fail(result.failure);
  session.show(result.value, () => presentMeasurement(result.value, file, session.style));
  return result.value.verdict === 'passed' ? 0 : 1;
}
