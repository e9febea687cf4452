import { createMemo, type JSX } from "solid-js";
import { encode } from "uqr";
import styles from "./QrCode.module.css";

/** The standard's empty margin, in modules; without it many cameras find nothing. */
const QUIET_ZONE = 4;

export type QrCodeProps = { readonly text: string; readonly label: string };

/** Every row of dark modules as one path of horizontal strokes, a module being one unit. */
function darkModules(rows: readonly (readonly boolean[])[]): string {
  let path = "";
  rows.forEach((row, y) => {
    for (let x = 0; x < row.length; x += 1) {
      const start = x;
      while (row[x]) x += 1;
      if (x > start) path += `M${start} ${y}h${x - start}v1h${start - x}z`;
    }
  });
  return path;
}

/** A code to scan from another screen: dark on white in either theme, because cameras expect it. */
export function QrCode(props: QrCodeProps): JSX.Element {
  const code = createMemo(() => encode(props.text, { border: QUIET_ZONE, ecc: "M" }));
  return (
    <svg
      class={styles.code}
      viewBox={`0 0 ${code().size} ${code().size}`}
      role="img"
      aria-label={props.label}
      shape-rendering="crispEdges"
    >
      <path d={darkModules(code().data)} />
    </svg>
  );
}
