/** Listeners to one thing that changes. */
export type Emitter = {
  readonly on: (listener: () => void) => () => void;
  readonly emit: () => void;
};

export function createEmitter(): Emitter {
  const listeners = new Set<() => void>();
  return {
    on: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    emit: () => {
      for (const listener of listeners) listener();
    },
  };
}
