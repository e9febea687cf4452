import { randomBytes } from "node:crypto";
import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { mintMember } from "@mendboard/server/http/boards";
import { mintBoardId, mintDocumentId, mintInviteId } from "@mendboard/server/http/ids";
import { createSqliteLog } from "@mendboard/server/log/sqlite-log";
import { Storage } from "@mendboard/server/storage/storage";
import type { BoardId, MemberId } from "@mendboard/shared/ids";
import type { OpenLog } from "./log-contract.ts";

/** A real database in a folder of its own, and rooms in it made and erased the way people do. */
export class TestStorage implements OpenLog {
  readonly path: string;
  readonly #folder: string;
  readonly #joined = new Map<
    number,
    { readonly token: Uint8Array; readonly boardId: BoardId; readonly memberId: MemberId }
  >();
  #storage: Storage;

  static async open(): Promise<TestStorage> {
    const folder = await mkdtemp(join(tmpdir(), "mendboard-storage-"));
    const path = join(folder, "mendboard.sqlite");
    return new TestStorage(folder, path, await Storage.open(path));
  }

  private constructor(folder: string, path: string, storage: Storage) {
    this.path = path;
    this.#folder = folder;
    this.#storage = storage;
  }

  get storage(): Storage {
    return this.#storage;
  }

  get log() {
    return createSqliteLog(this.#storage);
  }

  /** Closes the file, lets `work` have it, and opens it again. */
  async whileClosed(work: (path: string) => void): Promise<void> {
    await this.#storage.close();
    work(this.path);
    this.#storage = await Storage.open(this.path);
  }

  /** The voice of somebody who has just joined a new board. */
  async createRoom(): Promise<number> {
    const now = Date.now();
    const [first, token] = [randomBytes(32), randomBytes(32)];
    const auth = randomBytes(32);
    const boardId = mintBoardId();
    const second = mintMember();
    await this.#storage.call("createBoard", {
      caller: { presented: null, fresh: first },
      boardId,
      joint: mintDocumentId(),
      first: mintMember(),
      now,
    });
    const authHash = createHash("sha256").update(auth).digest("base64url");
    const request = {
      role: "partner",
      authHash,
      card: "card",
      envelope: "envelope",
      expiresInHours: 1,
    } as const;
    await this.#storage.call("createInvite", {
      token: first,
      boardId,
      inviteId: mintInviteId(),
      request,
      now,
    });
    await this.#storage.call("claimInvite", {
      caller: { presented: null, fresh: token },
      authHash,
      second,
      now,
    });
    const access = await this.#storage.call("authorizeDocument", { token, documentId: second.voice, now });
    if (!access.ok) throw new Error(`the joiner may not enter: ${access.error}`);
    this.#joined.set(access.value.room, { token, boardId, memberId: second.member });
    return access.value.room;
  }

  /** That somebody steps off again. */
  async eraseRoom(room: number): Promise<void> {
    const joined = this.#joined.get(room);
    if (joined === undefined) throw new Error("no such room was made here");
    const done = await this.#storage.call("stepOff", { ...joined, now: Date.now() });
    if (!done.ok) throw new Error(`stepping off was refused: ${done.error}`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#storage.close();
    await rm(this.#folder, { recursive: true, force: true });
  }
}
