/** For what only a bug can break: throws where it is found, and one boundary ends one request or one room. */
export function assert(condition: boolean, message: string): asserts condition {
  if (!condition) throw new Error(message);
}
