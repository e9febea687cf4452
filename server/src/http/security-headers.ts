import type { MiddlewareHandler } from "hono";

/**
 * What every answer carries. The page runs no script but its own files, speaks to no other host, cannot be framed, and tells
 * nobody where a person came from.
 */
export function securityHeaders(origins: readonly string[]): MiddlewareHandler {
  const headers = {
    "Content-Security-Policy": contentSecurityPolicy(origins),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": PERMISSIONS_POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow",
    ...(origins[0]?.startsWith("https:") ? { "Strict-Transport-Security": "max-age=63072000" } : {}),
  };
  return async (c, next) => {
    await next();
    for (const [name, value] of Object.entries(headers)) c.header(name, value);
  };
}

function contentSecurityPolicy(origins: readonly string[]): string {
  // Safari does not count WebSockets as 'self'.
  const sockets = origins.map((origin) => origin.replace(/^http/, "ws"));
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    "img-src 'self' data:",
    `connect-src 'self' ${sockets.join(" ")}`,
    "manifest-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types solid-template",
  ].join("; ");
}

/** Copying and sharing a link are all the page asks of a device. */
const PERMISSIONS_POLICY = [
  "camera",
  "display-capture",
  "geolocation",
  "microphone",
  "midi",
  "payment",
  "serial",
  "usb",
  "bluetooth",
  "hid",
  "accelerometer",
  "gyroscope",
  "magnetometer",
  "browsing-topics",
]
  .map((feature) => `${feature}=()`)
  .concat("clipboard-write=(self)", "web-share=(self)")
  .join(", ");
