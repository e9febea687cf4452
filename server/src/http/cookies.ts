import { createHash, randomBytes } from "node:crypto";
import { DEVICE_COOKIE_DAYS } from "@mendboard/shared/limits";
import type { TokenHash } from "../membership/devices.ts";

/** 32 random bytes in base64url: what a browser profile shows to be known again. */
type DeviceToken = string;

const TOKEN_PATTERN = /^[\w-]{43}$/;
const MAX_AGE_S = DEVICE_COOKIE_DAYS * 24 * 60 * 60;

export const mintToken = (): DeviceToken => randomBytes(32).toString("base64url");

export const hashToken = (token: DeviceToken): TokenHash => createHash("sha256").update(token).digest();

/**
 * The cookie that names a device: out of reach of scripts, never sent from another site. On https its name keeps
 * subdomains and plain http from planting one.
 */
export class DeviceCookie {
  readonly #name: string;
  readonly #attributes: string;

  constructor(isHttps: boolean) {
    this.#name = isHttps ? "__Host-device" : "device";
    this.#attributes = `Max-Age=${MAX_AGE_S}; Path=/; HttpOnly; SameSite=Strict${isHttps ? "; Secure" : ""}`;
  }

  /** @returns null when the header holds no well-formed one */
  read(cookieHeader: string | undefined): DeviceToken | null {
    for (const pair of cookieHeader?.split(";") ?? []) {
      const [name, value = ""] = pair.trim().split("=", 2);
      if (name === this.#name && TOKEN_PATTERN.test(value)) return value;
    }
    return null;
  }

  /** A `Set-Cookie` value that makes or renews it. */
  write(token: DeviceToken): string {
    return `${this.#name}=${token}; ${this.#attributes}`;
  }
}
