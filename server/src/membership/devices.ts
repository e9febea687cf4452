import { DEVICE_COOKIE_DAYS, INVITE_HOURS_MAX } from "@mendboard/shared/limits";
import { type Database, integer } from "../storage/database.ts";
import type { Work } from "../storage/work.ts";

/** SHA-256 of a device cookie: the only form in which the server keeps it. */
export type TokenHash = Uint8Array;

/** Integer name of a device in storage; never leaves the server. */
export type DeviceId = number;

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** @returns null for a missing, unknown or lapsed cookie: they are one case */
export function findDevice(db: Database, token: TokenHash | null, now: number): DeviceId | null {
  if (token === null) return null;
  const oldest = now - DEVICE_COOKIE_DAYS * DAY_MS;
  const row = db.get("SELECT id FROM devices WHERE token_hash = ? AND used_at >= ?", token, oldest);
  return row === undefined ? null : integer(row, "id");
}

/** Never adopts a token it does not know: whoever could plant a cookie would know it too. */
export function findOrCreateDevice(
  db: Database,
  tokens: { readonly presented: TokenHash | null; readonly fresh: TokenHash },
  now: number,
): { readonly device: DeviceId; readonly created: boolean } {
  const known = findDevice(db, tokens.presented, now);
  if (known !== null) return { device: known, created: false };
  const row = db.get(
    "INSERT INTO devices (token_hash, used_at) VALUES (?, ?) RETURNING id",
    tokens.fresh,
    now,
  );
  if (row === undefined) throw new Error("INSERT RETURNING gave no row");
  return { device: integer(row, "id"), created: true };
}

/**
 * Notes that a device was here, at most once a day.
 *
 * @returns true when its cookie is due for another {@link DEVICE_COOKIE_DAYS}
 */
export function renewDevice(
  { db }: Work,
  { token, now }: { readonly token: TokenHash; readonly now: number },
): boolean {
  const device = findDevice(db, token, now);
  if (device === null) return false;
  return (
    db.run("UPDATE devices SET used_at = ? WHERE id = ? AND used_at <= ?", now, device, now - DAY_MS) > 0
  );
}

/** A device that only ever looked at an invite is forgotten when no invite of then can be open any more. */
export function forgetVisitors({ db }: Work, { now }: { readonly now: number }): void {
  db.run(
    "DELETE FROM devices WHERE used_at < ? AND NOT EXISTS (SELECT 1 FROM seats WHERE seats.device = devices.id)",
    now - INVITE_HOURS_MAX * HOUR_MS - DAY_MS,
  );
}
