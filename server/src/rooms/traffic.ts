import {
  LARGE_FRAMES_AT_ONCE_PER_SEAT,
  TRAFFIC_BYTES_BURST_MAX,
  TRAFFIC_BYTES_PER_SECOND_MAX,
  UPDATES_BURST_MAX,
  UPDATES_PER_SECOND_MAX,
} from "@mendboard/shared/limits";

export type TrafficLimits = {
  readonly framesPerSecond: number;
  readonly framesBurst: number;
  readonly bytesPerSecond: number;
  readonly bytesBurst: number;
};

export const TRAFFIC_LIMITS: TrafficLimits = {
  framesPerSecond: UPDATES_PER_SECOND_MAX,
  framesBurst: UPDATES_BURST_MAX,
  bytesPerSecond: TRAFFIC_BYTES_PER_SECOND_MAX,
  bytesBurst: TRAFFIC_BYTES_BURST_MAX,
};

/** What one seat may ask of the server, all its connections together; reconnecting does not fill it up (PROTOCOL.md W10). */
export class SeatTraffic {
  readonly #limits: TrafficLimits;
  #frames: number;
  #bytes: number;
  #filledAt: number;
  #largeFrames = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(limits: TrafficLimits, now: number) {
    this.#limits = limits;
    this.#frames = limits.framesBurst;
    this.#bytes = limits.bytesBurst;
    this.#filledAt = now;
  }

  /** @returns false when the seat has used up its share */
  take(frames: number, bytes: number, now: number): boolean {
    this.#fill(now);
    this.#frames -= frames;
    this.#bytes -= bytes;
    return this.#frames >= 0 && this.#bytes >= 0;
  }

  isRested(now: number): boolean {
    this.#fill(now);
    return this.#frames >= this.#limits.framesBurst && this.#bytes >= this.#limits.bytesBurst;
  }

  /** At most {@link LARGE_FRAMES_AT_ONCE_PER_SEAT} at a time; the others wait their turn. */
  async withLargeFrame<T>(work: () => Promise<T>): Promise<T> {
    if (this.#largeFrames >= LARGE_FRAMES_AT_ONCE_PER_SEAT) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    this.#largeFrames += 1;
    try {
      return await work();
    } finally {
      this.#largeFrames -= 1;
      this.#waiting.shift()?.();
    }
  }

  #fill(now: number): void {
    const seconds = Math.max(0, now - this.#filledAt) / 1000;
    this.#filledAt = now;
    this.#frames = Math.min(this.#limits.framesBurst, this.#frames + seconds * this.#limits.framesPerSecond);
    this.#bytes = Math.min(this.#limits.bytesBurst, this.#bytes + seconds * this.#limits.bytesPerSecond);
  }
}
