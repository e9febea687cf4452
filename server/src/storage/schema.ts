import { type Database, integer } from "./database.ts";

/** Each brings the file from the version of its index to the next. Never edited once released: add another. */
const MIGRATIONS: readonly string[] = [
  `
  -- Yjs documents. A room is one history of one document; its number is what log rows carry.
  CREATE TABLE rooms (
    id INTEGER PRIMARY KEY AUTOINCREMENT  -- never used again, so a late append cannot meet a stranger's room
  ) STRICT;
  -- Not WITHOUT ROWID: the rows of a commit then share their pages, whatever their rooms. A commit of eight rooms took
  -- 0.33 ms rather than 0.48 ms, and 200 µs of CPU rather than 330.
  CREATE TABLE updates (
    room INTEGER NOT NULL REFERENCES rooms (id),
    seq INTEGER NOT NULL,                 -- of the last update packed in the row
    crc INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (room, seq)
  ) STRICT;
  CREATE TABLE snapshots (
    room INTEGER NOT NULL REFERENCES rooms (id),
    seq INTEGER NOT NULL,                 -- of the last update it holds; the highest is the current one
    made_at INTEGER NOT NULL,
    crc INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    UNIQUE (room, seq)
  ) STRICT;
  CREATE INDEX snapshots_by_age ON snapshots (made_at);

  CREATE TABLE devices (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    token_hash BLOB NOT NULL UNIQUE,      -- SHA-256 of the cookie
    used_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX devices_by_use ON devices (used_at);
  CREATE TABLE boards (
    id TEXT PRIMARY KEY,
    created_at INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE members (
    id TEXT PRIMARY KEY,
    board TEXT NOT NULL REFERENCES boards (id),
    role TEXT NOT NULL,
    place TEXT NOT NULL,
    joined_at INTEGER NOT NULL,
    wrote INTEGER NOT NULL DEFAULT 0,     -- 1 once an update of theirs was stored
    UNIQUE (board, place)
  ) STRICT;
  CREATE TABLE seats (
    device INTEGER NOT NULL REFERENCES devices (id),
    board TEXT NOT NULL REFERENCES boards (id),
    member TEXT NOT NULL REFERENCES members (id),
    PRIMARY KEY (device, board)           -- one browser profile speaks for one member of a board
  ) STRICT;
  CREATE INDEX seats_by_member ON seats (member);
  CREATE TABLE documents (
    id TEXT PRIMARY KEY,
    board TEXT NOT NULL REFERENCES boards (id),
    kind TEXT NOT NULL,
    owner TEXT REFERENCES members (id),
    generation INTEGER NOT NULL DEFAULT 1,
    epoch INTEGER NOT NULL DEFAULT 1,
    room INTEGER NOT NULL UNIQUE REFERENCES rooms (id)
  ) STRICT;
  CREATE INDEX documents_by_board ON documents (board);
  CREATE INDEX documents_by_owner ON documents (owner);
  CREATE TABLE invites (
    id TEXT PRIMARY KEY,
    board TEXT NOT NULL REFERENCES boards (id),
    role TEXT NOT NULL,
    auth_hash TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL,                  -- open, claimed, used, expired, voided
    card TEXT,                            -- both sealed; null once the invite no longer counts
    envelope TEXT,
    expires_at INTEGER NOT NULL,
    claimed_at INTEGER,
    claimed_by INTEGER REFERENCES devices (id) ON DELETE SET NULL,
    claimed_member TEXT REFERENCES members (id) ON DELETE SET NULL
  ) STRICT;
  CREATE INDEX invites_by_board ON invites (board);
  CREATE INDEX invites_by_state ON invites (state);
  CREATE INDEX invites_by_member ON invites (claimed_member);
  CREATE INDEX invites_by_device ON invites (claimed_by);
  `,
];

/** Thrown at start; its message is for the person who runs the server. */
export class StorageTooNewError extends Error {
  constructor() {
    super("The data folder was written by a newer Mendboard. Start that one, or choose another DATA_DIR.");
  }
}

/** @throws {@link StorageTooNewError} rather than touch what an older program cannot understand */
export function migrate(db: Database): void {
  const row = db.get("PRAGMA user_version");
  const version = row === undefined ? 0 : integer(row, "user_version");
  if (version > MIGRATIONS.length) throw new StorageTooNewError();
  MIGRATIONS.slice(version).forEach((migration, index) =>
    db.transaction(() => {
      db.exec(migration);
      db.exec(`PRAGMA user_version = ${version + index + 1}`);
    }),
  );
}
