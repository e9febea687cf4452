import type { BoardId, MemberId } from "@mendboard/shared/ids";
import { CONNECTIONS_PER_SEAT_MAX, KEEP_ALIVE_MS } from "@mendboard/shared/limits";
import { CLOSE } from "@mendboard/shared/protocol";
import { StorageUnavailableError } from "../log/log.ts";
import type { BoardChange, RoomId } from "../storage/work.ts";
import { Connection, type Link, type Pass } from "./connection.ts";
import { Room, type RoomDeps } from "./room.ts";
import { SeatTraffic, type TrafficLimits } from "./traffic.ts";

export type RegistryDeps = RoomDeps & { readonly trafficLimits: TrafficLimits };

/** A room from the first who wants it until its last update is durable. */
type Entry = {
  readonly room: Promise<Room>;
  closing: Promise<void> | null;
  /** Sockets that wait for it to load; while there are any, it does not close. */
  entering: number;
};

type Seat = { readonly traffic: SeatTraffic; connections: number };

const TICK_MS = 1_000;
const TICKS = KEEP_ALIVE_MS / TICK_MS;

/** All rooms and connections of this process. */
export class RoomRegistry {
  readonly #deps: RegistryDeps;
  readonly #rooms = new Map<RoomId, Entry>();
  readonly #boards = new Map<BoardId, Set<Connection>>();
  readonly #seats = new Map<MemberId, Seat>();
  /** Connections by the tick that looks after them, so that a thousand keep-alives do not fall on one moment. */
  readonly #shifts: readonly Set<Connection>[] = Array.from({ length: TICKS }, () => new Set<Connection>());
  #nextShift = 0;
  #nextTick = 0;
  readonly #timer: NodeJS.Timeout;
  #isStopping = false;
  /** Counts losses of access, so that one granted before the last of them is asked for again. */
  #revocations = 0;

  constructor(deps: RegistryDeps) {
    this.#deps = deps;
    this.#timer = setInterval(() => this.#tick(), TICK_MS);
  }

  /** To be read before access is looked up and given to {@link join}. */
  get revocations(): number {
    return this.#revocations;
  }

  /**
   * Puts a socket into a room, once the room is loaded.
   *
   * @returns false when access may have been lost since `revocations` was read: look it up again
   */
  async join(link: Link, pass: Pass & { readonly room: RoomId }, revocations: number): Promise<boolean> {
    const seat = this.#seatOf(pass.memberId);
    if (seat.connections >= CONNECTIONS_PER_SEAT_MAX || !seat.traffic.take(1, 0, this.#deps.now())) {
      link.socket.close(CLOSE.tryLater);
      link.socket.resume();
      return true;
    }
    seat.connections += 1;
    let isIn = false;
    try {
      isIn = await this.#enter(link, pass, seat, revocations);
    } finally {
      if (!isIn) seat.connections -= 1;
    }
    return isIn;
  }

  async #enter(
    link: Link,
    pass: Pass & { readonly room: RoomId },
    seat: Seat,
    revocations: number,
  ): Promise<boolean> {
    const entry = await this.#entryOf(pass.room);
    entry.entering += 1;
    let room: Room;
    try {
      room = await entry.room;
    } finally {
      entry.entering -= 1;
    }
    if (room.isFailed) throw new StorageUnavailableError("the room has just failed");
    if (revocations !== this.#revocations) {
      this.#closeIfUnused(room, entry);
      return false;
    }
    const shift = this.#shifts[this.#nextShift];
    this.#nextShift = (this.#nextShift + 1) % TICKS;
    const connection = new Connection(link, pass, {
      room,
      traffic: seat.traffic,
      thread: this.#deps.thread,
      now: this.#deps.now,
      logger: this.#deps.logger,
      onClose: (closed) => {
        shift?.delete(closed);
        this.#leave(closed, room, entry, seat);
      },
    });
    shift?.add(connection);
    this.#connectionsOf(pass.boardId).add(connection);
    room.join(connection);
    if (this.#isStopping || link.socket.readyState !== link.socket.OPEN) connection.close(CLOSE.restart);
    else connection.greet();
    return true;
  }

  /** Membership changed: whoever lost access is cut off now, everybody else of the board reads it again. */
  apply(changes: readonly BoardChange[]): void {
    for (const { boardId, revoked, erased } of changes) {
      if (revoked.length > 0) this.#revocations += 1;
      for (const connection of this.#boards.get(boardId) ?? []) {
        if (revoked.includes(connection.memberId)) connection.close(CLOSE.notAllowed);
        else connection.sendBoardChanged();
      }
      for (const room of erased) void this.#closeErased(room);
    }
  }

  /** Ends every connection once nothing is on its way to the disk. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    clearInterval(this.#timer);
    await this.#allSettled();
    for (const connections of this.#boards.values()) {
      for (const connection of connections) connection.close(CLOSE.restart);
    }
    await this.#allSettled();
  }

  /** Waits while the room is closing; then it is loaded anew. */
  async #entryOf(id: RoomId): Promise<Entry> {
    let known = this.#rooms.get(id);
    while (known !== undefined && known.closing !== null) {
      await known.closing;
      known = this.#rooms.get(id);
    }
    return known ?? this.#load(id);
  }

  #load(id: RoomId): Entry {
    const entry: Entry = { room: Room.open(id, this.#deps), closing: null, entering: 0 };
    this.#rooms.set(id, entry);
    // Whoever waits for it sees the error; the next one tries anew.
    entry.room.catch(() => this.#rooms.delete(id));
    return entry;
  }

  #leave(connection: Connection, room: Room, entry: Entry, seat: Seat): void {
    seat.connections -= 1;
    const connections = this.#boards.get(connection.boardId);
    connections?.delete(connection);
    if (connections?.size === 0) this.#boards.delete(connection.boardId);
    room.leave(connection);
    this.#closeIfUnused(room, entry);
  }

  #closeIfUnused(room: Room, entry: Entry): void {
    if (room.isEmpty && entry.entering === 0 && entry.closing === null) this.#startClosing(room.id, entry);
  }

  /** Forgotten as soon as its last update is durable. */
  #startClosing(id: RoomId, entry: Entry): void {
    entry.closing = entry.room
      .then(async (room) => {
        await room.settled();
        if (!room.isFailed && !this.#isStopping) room.compactWhenIdle();
      })
      .finally(() => this.#rooms.delete(id));
  }

  async #closeErased(id: RoomId): Promise<void> {
    this.#deps.cache.delete(id);
    const room = await this.#rooms.get(id)?.room;
    room?.closeConnections(CLOSE.noDocument);
  }

  async #allSettled(): Promise<void> {
    await Promise.all(
      [...this.#rooms.values()].map(async ({ room, closing }) => {
        await (closing ?? room.then((live) => live.settled()));
      }),
    );
  }

  #seatOf(memberId: MemberId): Seat {
    const known = this.#seats.get(memberId);
    if (known !== undefined) return known;
    const seat: Seat = {
      traffic: new SeatTraffic(this.#deps.trafficLimits, this.#deps.now()),
      connections: 0,
    };
    this.#seats.set(memberId, seat);
    return seat;
  }

  #connectionsOf(boardId: BoardId): Set<Connection> {
    const known = this.#boards.get(boardId);
    if (known !== undefined) return known;
    const connections = new Set<Connection>();
    this.#boards.set(boardId, connections);
    return connections;
  }

  #tick(): void {
    const shift = this.#shifts[this.#nextTick];
    this.#nextTick = (this.#nextTick + 1) % TICKS;
    for (const connection of shift ?? []) connection.tick();
    for (const [memberId, seat] of this.#seats) {
      if (seat.connections === 0 && seat.traffic.isRested(this.#deps.now())) this.#seats.delete(memberId);
    }
  }
}
