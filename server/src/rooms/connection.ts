import type { Duplex } from "node:stream";
import { encodeFrame, type Frame, parseFrame } from "@mendboard/shared/frames";
import type { BoardId, MemberId } from "@mendboard/shared/ids";
import {
  AWARENESS_FRAME_BYTES_MAX,
  INLINE_PARTS_MAX,
  LARGE_FRAME_BYTES,
  SLOW_READER_BYTES_MAX,
  STATE_VECTOR_BYTES_MAX,
  SYNC_STEP_2_BYTES_MAX,
  UNREAD_BYTES_MAX,
  UPDATE_BYTES_MAX,
  UPDATES_BURST_MAX,
} from "@mendboard/shared/limits";
import { CLOSE, type CloseCode } from "@mendboard/shared/protocol";
import type { Result } from "@mendboard/shared/result";
import type { Logger } from "pino";
import type { WebSocket } from "ws";
import * as Y from "yjs";
import { type Inspection, type InspectionError, inspectUpdate } from "../updates/inspect.ts";
import type { JobThread } from "../updates/job-thread.ts";
import type { Announcer } from "./presence.ts";
import type { Room } from "./room.ts";
import type { SeatTraffic } from "./traffic.ts";

/** What a socket may do, as membership found it. */
export type Pass = {
  readonly boardId: BoardId;
  readonly memberId: MemberId;
  readonly canWrite: boolean;
  /** Nothing of this member has been stored yet. */
  readonly unwritten: boolean;
};

/** The WebSocket and the stream below it, whose buffer tells how far the other end has read. */
export type Link = { readonly socket: WebSocket; readonly stream: Duplex };

export type ConnectionDeps = {
  readonly room: Room;
  readonly traffic: SeatTraffic;
  readonly thread: JobThread;
  readonly now: () => number;
  readonly logger: Logger;
  /** Called once, when the socket has closed or is closing. */
  readonly onClose: (connection: Connection) => void;
};

/** Message and length prefixes around the body of a frame. */
const FRAME_OVERHEAD = 16;
/** No entries: what keeps a stock client from taking a quiet socket for a dead one. */
const KEEP_ALIVE_FRAME = encodeFrame({ type: "awareness", update: new Uint8Array([0]) });
const BOARD_CHANGED_FRAME = encodeFrame({ type: "board-changed" });

/** One socket in one room. Frames are handled strictly in order; whatever is wrong with one ends this socket alone. */
export class Connection implements Announcer {
  readonly boardId: BoardId;
  readonly memberId: MemberId;
  readonly #link: Link;
  readonly #deps: ConnectionDeps;
  readonly #canWrite: boolean;
  #unwritten: boolean;
  #isOpen = true;
  /** Frames that arrived while one before them is still being worked on; the socket is paused meanwhile. */
  readonly #queue: Uint8Array[] = [];
  #isBusy = false;
  /** Set by the first answered SyncStep1: before it, an update would only be a gap to the client. */
  #isFollowing = false;
  /** Updates committed while a SyncStep1 is being answered, and their bytes. */
  #held: Uint8Array[] | null = null;
  #heldBytes = 0;
  #unansweredSyncSteps = 0;
  #barriers: { afterSeq: number; readonly frame: Uint8Array }[] = [];
  #isCorked = false;
  /** Bytes of SyncStep2 that may still be on their way out, and may be more than others' updates could ever be. */
  #draining = 0;
  /** All bytes ever said, and how many of them the other end had taken at the last tick. */
  #said = 0;
  #takenBefore: number | null = null;
  #heardFromSince = true;

  constructor(link: Link, pass: Pass, deps: ConnectionDeps) {
    this.#link = link;
    this.#deps = deps;
    this.boardId = pass.boardId;
    this.memberId = pass.memberId;
    this.#canWrite = pass.canWrite;
    this.#unwritten = pass.unwritten;
    const { socket } = link;
    socket.on("message", (data, isBinary) => this.#receive(data, isBinary));
    socket.on("pong", () => {
      this.#heardFromSince = true;
    });
    socket.on("close", () => this.#onClosed());
  }

  /** Says where the document stands and who is here. SyncStep1 goes first, so that the client's edits are on their way. */
  greet(): void {
    this.#askForUpdates();
    const states = this.#deps.room.presence.states();
    if (states !== null) this.#send(encodeFrame({ type: "awareness", update: states }));
    this.#link.socket.resume();
  }

  /** The member to mark as having written with the next update, if that is not known yet. */
  unwrittenMember(): MemberId | undefined {
    return this.#unwritten ? this.memberId : undefined;
  }

  /** An update of somebody else, committed. */
  relay(frame: Uint8Array): void {
    if (this.#held === null) {
      if (this.#isFollowing) this.#send(frame);
      return;
    }
    this.#held.push(frame);
    this.#heldBytes += frame.length;
    if (this.#heldBytes > UNREAD_BYTES_MAX) this.#abandon();
  }

  sendPresence(frame: Uint8Array): void {
    // Presence is worth nothing late: a slow reader does without.
    if (!this.#isBehind()) this.#send(frame);
  }

  sendBoardChanged(): void {
    this.#send(BOARD_CHANGED_FRAME);
  }

  /** One of its own updates is on the disk, and with it that its member has written. */
  onOwnCommitted(): void {
    this.#unwritten = false;
  }

  onCommitted(seq: number): void {
    if (this.#barriers.length > 0) this.#answerBarriers(seq);
  }

  /** Called every `KEEP_ALIVE_MS`: keeps the client content, and ends what no longer reads or answers (W11, W12). */
  tick(): void {
    const { socket } = this.#link;
    const taken = this.#said - socket.bufferedAmount;
    const readsNothing = taken === this.#takenBefore;
    this.#takenBefore = taken;
    if (socket.bufferedAmount === 0) this.#draining = 0;
    if (!this.#heardFromSince) return this.#abandon();
    if (this.#isBehind()) {
      if (readsNothing) this.#abandon();
      return;
    }
    this.#heardFromSince = false;
    socket.ping();
    this.#send(KEEP_ALIVE_FRAME);
  }

  /** Ends the connection; further frames from it are not looked at. */
  close(code: CloseCode): void {
    if (!this.#isOpen) return;
    this.#link.socket.close(code);
    this.#onClosed();
    this.#link.socket.resume(); // a paused socket would never see the other side's farewell
  }

  #receive(data: unknown, isBinary: boolean): void {
    if (!this.#isOpen) return;
    this.#heardFromSince = true;
    if (!isBinary || !(data instanceof Uint8Array)) return this.close(CLOSE.malformed);
    if (this.#isBusy) this.#queue.push(data);
    else this.#handleSafely(data);
  }

  /** A bug met by one frame ends this socket, not the process. */
  #handleSafely(data: Uint8Array): void {
    try {
      this.#handle(data);
    } catch (error) {
      this.#deps.logger.error({ room: this.#deps.room.id, bytes: data.length, err: error }, "a frame failed");
      this.close(CLOSE.tryLater);
    }
  }

  #handle(data: Uint8Array): void {
    if (data.length > SYNC_STEP_2_BYTES_MAX + FRAME_OVERHEAD) return this.close(CLOSE.tooLarge);
    if (!this.#deps.traffic.take(1, data.length, this.#deps.now())) return this.close(CLOSE.tryLater);
    const frame = parseFrame(data);
    if (!frame.ok) return this.close(CLOSE.malformed);
    this.#onFrame(frame.value, data);
  }

  #onFrame(frame: Frame, data: Uint8Array): void {
    if (frame.type !== "sync-step-2" && data.length > UPDATE_BYTES_MAX + FRAME_OVERHEAD) {
      return this.close(CLOSE.tooLarge);
    }
    switch (frame.type) {
      case "sync-step-1":
        return this.#answerSyncStep1(frame.stateVector);
      case "sync-step-2":
        return this.#onSyncStep2(frame.update);
      case "update":
        if (!this.#canWrite) return this.close(CLOSE.notAllowed);
        if (frame.update.length > UPDATE_BYTES_MAX) return this.close(CLOSE.tooLarge);
        return this.#withInspected(frame.update, (inspected) =>
          this.#onUpdate(frame.update, inspected, data),
        );
      case "awareness":
        return this.#onAwareness(frame.update);
      case "query-awareness": {
        const states = this.#deps.room.presence.states();
        return states === null ? undefined : this.#send(encodeFrame({ type: "awareness", update: states }));
      }
      case "saved":
        if (this.#barriers.length >= UPDATES_BURST_MAX) return this.close(CLOSE.tryLater);
        this.#barriers.push({ afterSeq: this.#deps.room.acceptedSeq, frame: data });
        return this.#answerBarriers(this.#deps.room.committedSeq);
      case "board-changed":
        return this.close(CLOSE.malformed); // ours to say
    }
  }

  #onUpdate(update: Uint8Array, inspected: Result<Inspection, InspectionError>, frame: Uint8Array): void {
    const offer = this.#offer(update, inspected, frame);
    // The coming SyncStep2 holds what was missing here, so asking once is enough.
    if (offer === "gap" && this.#unansweredSyncSteps === 0) this.#askForUpdates();
  }

  #onSyncStep2(update: Uint8Array): void {
    if (!this.#canWrite) return this.#onSyncStepAnswered();
    if (update.length > SYNC_STEP_2_BYTES_MAX) return this.close(CLOSE.tooLarge);
    this.#withInspected(update, (inspected) => {
      const offer = this.#offer(update, inspected, encodeFrame({ type: "update", update }));
      // Asking again would bring the same again, for ever: the client has to mend itself.
      if (offer === "gap") this.close(CLOSE.cannotMerge);
      else this.#onSyncStepAnswered();
    });
  }

  /** Whatever cannot be taken or mended by asking closes the socket here. */
  #offer(
    update: Uint8Array,
    inspected: Result<Inspection, InspectionError>,
    frame: Uint8Array,
  ): "taken" | "gap" | "closed" {
    if (!inspected.ok) {
      if (inspected.error.tag === "gap") return "gap";
      this.close(inspected.error.tag === "malformed" ? CLOSE.malformed : CLOSE.tooLarge);
      return "closed";
    }
    const offer = this.#deps.room.offer(this, update, inspected.value, frame);
    if (offer === "gap") return "gap";
    if (offer === "accepted" || offer === "known") return "taken";
    this.close(offer === "full" ? CLOSE.tooLarge : CLOSE.tryLater);
    return "closed";
  }

  /** Small updates are looked at on the spot; those of many parts beside the event loop. */
  #withInspected(update: Uint8Array, use: (inspected: Result<Inspection, InspectionError>) => void): void {
    const inspected = inspectUpdate(update, INLINE_PARTS_MAX);
    if (inspected.ok || inspected.error.tag !== "too-many-parts") return use(inspected);
    const { thread, traffic } = this.#deps;
    const inspect = () => thread.run("inspect", update);
    void this.#busyWith(async () => {
      use(await (update.length > LARGE_FRAME_BYTES ? traffic.withLargeFrame(inspect) : inspect()));
    });
  }

  #answerSyncStep1(stateVector: Uint8Array): void {
    if (stateVector.length > STATE_VECTOR_BYTES_MAX) return this.close(CLOSE.tooLarge);
    if (!isStateVector(stateVector)) return this.close(CLOSE.malformed);
    const { room } = this.#deps;
    // One answer at a time: whoever asks again before reading would otherwise fill our memory with answers.
    const answer = this.#link.stream.writableNeedDrain
      ? this.#whenDrained().then(() => room.answer(stateVector))
      : room.answer(stateVector);
    if (answer instanceof Uint8Array) return this.#sendSyncStep2(answer);
    this.#held = [];
    void this.#busyWith(async () => this.#sendSyncStep2(await answer));
  }

  #sendSyncStep2(update: Uint8Array): void {
    const frame = encodeFrame({ type: "sync-step-2", update });
    this.#deps.traffic.take(0, frame.length, this.#deps.now());
    this.#draining += frame.length;
    this.#isFollowing = true;
    this.#send(frame);
    const held = this.#held ?? [];
    this.#held = null;
    this.#heldBytes = 0;
    for (const missed of held) this.#send(missed);
  }

  #onAwareness(update: Uint8Array): void {
    if (update.length > AWARENESS_FRAME_BYTES_MAX) return this.close(CLOSE.tooLarge);
    const { room } = this.#deps;
    const announced = room.presence.announce(this, update);
    if (!announced.ok) return this.close(announced.error === "malformed" ? CLOSE.malformed : CLOSE.tooLarge);
    if (announced.value !== null) room.showPresence(this, announced.value);
  }

  #askForUpdates(): void {
    this.#unansweredSyncSteps += 1;
    this.#send(encodeFrame({ type: "sync-step-1", stateVector: this.#deps.room.stateVector() }));
  }

  #onSyncStepAnswered(): void {
    const { acceptedSeq, committedSeq } = this.#deps.room;
    this.#unansweredSyncSteps = Math.max(0, this.#unansweredSyncSteps - 1);
    // What those before it spoke of may have come only now.
    for (const barrier of this.#barriers) barrier.afterSeq = acceptedSeq;
    this.#answerBarriers(committedSeq);
  }

  /** "Saved" is said when everything before it is on the disk and nothing refused is still to come (W7). */
  #answerBarriers(committedSeq: number): void {
    if (this.#unansweredSyncSteps > 0) return;
    const waiting = this.#barriers.findIndex(({ afterSeq }) => afterSeq > committedSeq);
    const answered = this.#barriers.splice(0, waiting === -1 ? this.#barriers.length : waiting);
    for (const { frame } of answered) this.#send(frame);
  }

  /** Nothing else of this socket is handled until `work` is done. A failure is the server's: come back later. */
  async #busyWith(work: () => Promise<void>): Promise<void> {
    this.#isBusy = true;
    this.#link.socket.pause();
    try {
      await work();
    } catch {
      // The room or the thread has logged its reason; what this client needs is to try again.
      this.close(CLOSE.tryLater);
    }
    this.#isBusy = false;
    while (this.#isOpen && !this.#isBusy) {
      const next = this.#queue.shift();
      if (next === undefined) return this.#link.socket.resume();
      this.#handleSafely(next);
    }
  }

  #whenDrained(): Promise<void> {
    const { stream } = this.#link;
    return new Promise((resolve) => {
      const done = () => {
        stream.off("drain", done);
        stream.off("close", done);
        resolve();
      };
      stream.on("drain", done);
      stream.on("close", done);
    });
  }

  #isBehind(): boolean {
    return this.#link.socket.bufferedAmount > SLOW_READER_BYTES_MAX;
  }

  #send(frame: Uint8Array): void {
    if (!this.#isOpen) return;
    const { socket, stream } = this.#link;
    if (!this.#isCorked) {
      // One write to the network for everything said in this turn of the event loop.
      this.#isCorked = true;
      stream.cork();
      process.nextTick(() => {
        this.#isCorked = false;
        stream.uncork();
      });
    }
    socket.send(frame);
    this.#said += frame.length;
    if (socket.bufferedAmount > this.#draining + UNREAD_BYTES_MAX) this.#abandon();
  }

  /** For one who does not read: a farewell would wait behind everything unread. */
  #abandon(): void {
    this.close(CLOSE.tryLater);
    this.#link.socket.terminate();
  }

  #onClosed(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#queue.length = 0;
    this.#deps.onClose(this);
  }
}

function isStateVector(bytes: Uint8Array): boolean {
  try {
    Y.decodeStateVector(bytes);
    return true;
  } catch {
    return false; // lib0 throws on every read past the end: cut or foreign bytes
  }
}
