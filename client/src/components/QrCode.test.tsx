import { encode } from "uqr";
// @vitest-environment jsdom
import { expect, test } from "vitest";
import { QrCode } from "./QrCode.tsx";
import { find, mount } from "./testing/mount.ts";

const LINK = "https://example.org/join#a-secret-that-is-about-as-long-as-a-real-one";

/** The path drawn back into rows of modules. */
function drawn(path: string, size: number): boolean[][] {
  const rows = Array.from({ length: size }, () => Array.from({ length: size }, () => false));
  for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
    rows[Number(y)]?.fill(true, Number(x), Number(x) + Number(width));
  }
  return rows;
}

test("every module is drawn where the code has it, with four empty ones on each side", () => {
  const place = mount(() => <QrCode text={LINK} label="A code to scan" />);
  const size = Number(find(place, "svg").getAttribute("viewBox")?.split(" ")[2]);
  const rows = drawn(find(place, "path").getAttribute("d") ?? "", size);
  const bare = encode(LINK, { border: 0, ecc: "M" });
  expect(size).toBe(bare.size + 8);
  expect(rows.slice(4, -4).map((row) => row.slice(4, -4))).toEqual(bare.data);
  expect([...rows.slice(0, 4), ...rows.slice(-4)].flat()).not.toContain(true);
});

test("it has a name, because what it shows cannot be read aloud", () => {
  const place = mount(() => <QrCode text={LINK} label="A code to scan" />);
  expect(find(place, "svg[role=img]").getAttribute("aria-label")).toBe("A code to scan");
});
