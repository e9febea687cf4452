/** A circle as a path, so that every icon is one path and nothing else. */
const circle = (x: number, y: number, radius: number): string =>
  `M${x - radius} ${y}a${radius} ${radius} 0 1 0 ${radius * 2} 0a${radius} ${radius} 0 1 0 ${-radius * 2} 0z`;

/** A rectangle with round corners as a path, from its top left corner. */
const box = (x: number, y: number, width: number, height: number, radius: number): string => {
  const corner = (dx: number, dy: number) => `a${radius} ${radius} 0 0 1 ${dx} ${dy}`;
  const [across, down, r] = [width - radius * 2, height - radius * 2, radius];
  return `M${x + r} ${y}h${across}${corner(r, r)}v${down}${corner(-r, r)}h${-across}${corner(-r, -r)}v${-down}${corner(r, -r)}z`;
};

const CLOUD = "M7 18.5a4.5 4.5 0 0 1-.7-8.95 6 6 0 0 1 11.6 1.2 3.9 3.9 0 0 1-.4 7.75z";

/** Our own icons on a grid of 24, drawn to be stroked 1.75 wide with round ends. */
export const ICON_PATHS = {
  add: "M12 5v14M5 12h14",
  "arrow-down": "M12 5v14M6 13l6 6 6-6",
  "arrow-up": "M12 19V5M6 11l6-6 6 6",
  back: "M15 6l-6 6 6 6",
  boundaries: circle(9, 12, 5.25) + circle(15, 12, 5.25),
  check: "M5 12.5l4.5 4.5L19 7.5",
  "chevron-down": "M6 9.5l6 6 6-6",
  "chevron-up": "M6 14.5l6-6 6 6",
  clock: `${circle(12, 12, 8.25)}M12 7.5V12l3.25 2`,
  close: "M6.5 6.5l11 11M17.5 6.5l-11 11",
  "cloud-off":
    "M8.9 7.3A6 6 0 0 1 17.9 10.75a3.9 3.9 0 0 1 2.35 6.2M17 18.5H7a4.5 4.5 0 0 1-.7-8.95M4.5 4.5l15 15",
  "cloud-saved": `${CLOUD}M9.25 13.75l2 2 3.5-3.75`,
  copy: `${box(9, 9, 11, 11, 2)}M6 15h-.5A1.5 1.5 0 0 1 4 13.5v-8A1.5 1.5 0 0 1 5.5 4h8A1.5 1.5 0 0 1 15 5.5V6`,
  forward: "M9 6l6 6-6 6",
  info: `${circle(12, 12, 8.25)}M12 11.25v5M12 8v.01`,
  leaf: "M5 19.5C5 10 10 5 19.5 5c0 9.5-4.5 14.5-11 13.5C6 18 5.5 15.5 7 13.5M5 19.5c1.5-4.5 4.25-7 8-8.5",
  leave:
    "M13.5 4.5H17A1.75 1.75 0 0 1 18.75 6.25v11.5A1.75 1.75 0 0 1 17 19.5h-3.5M4.5 12h9.75M10.5 8.25L14.25 12l-3.75 3.75",
  link: "M10 13.5a4 4 0 0 0 5.9.3l2.6-2.6a4 4 0 0 0-5.7-5.7l-1.1 1.1M14 10.5a4 4 0 0 0-5.9-.3l-2.6 2.6a4 4 0 0 0 5.7 5.7l1.1-1.1",
  lock: `${box(5, 10.75, 14, 9.25, 2)}M8 10.5V8a4 4 0 0 1 8 0v2.5`,
  menu: "M4.5 7h15M4.5 12h15M4.5 17h15",
  moon: "M19.5 14.25A8 8 0 0 1 9.75 4.5a8 8 0 1 0 9.75 9.75z",
  more: circle(5.5, 12, 0.6) + circle(12, 12, 0.6) + circle(18.5, 12, 0.6),
  "only-you":
    "M3.5 10c2.25 3.25 5.1 5 8.5 5s6.25-1.75 8.5-5M6 13.1l-1.75 2.4M18 13.1l1.75 2.4M10 14.9l-.6 3M14 14.9l.6 3",
  pencil: "M4.5 19.5l.9-4L15.75 5.15a2 2 0 0 1 2.85 0l.25.25a2 2 0 0 1 0 2.85L8.5 18.6zM13.75 7.25l3 3",
  people: `${circle(8, 8.25, 3)}${box(13.5, 5.5, 5.5, 5.5, 1.5)}M3 19.5a5 5 0 0 1 10 0M15.5 14.6a4.75 4.75 0 0 1 5.75 4.9`,
  phone: `${box(7, 3.5, 10, 17, 2.25)}M11 17.5h2`,
  plan: box(4, 4, 4, 16, 1) + box(11, 4, 4, 10.5, 1) + "M19.5 4.5v5",
  qr: `${box(4, 4, 6, 6, 1)}${box(14, 4, 6, 6, 1)}${box(4, 14, 6, 6, 1)}M14 14v2.5M14 20h2.5M17.25 14H20v2.75M20 20v.01`,
  sending: `${CLOUD}M12 15.75V11M9.75 12.75L12 10.5l2.25 2.25`,
  settings: `M4 7.5h7.5M16.5 7.5H20M4 16.5h3.5M12.5 16.5H20${circle(14, 7.5, 2.5)}${circle(10, 16.5, 2.5)}`,
  share:
    "M12 14.5V4M8.25 7.5L12 3.75l3.75 3.75M7 11h-.75a1.75 1.75 0 0 0-1.75 1.75v5.5A1.75 1.75 0 0 0 6.25 20h11.5a1.75 1.75 0 0 0 1.75-1.75v-5.5A1.75 1.75 0 0 0 17.75 11H17",
  speech:
    "M5.75 5h12.5A1.75 1.75 0 0 1 20 6.75v7.5A1.75 1.75 0 0 1 18.25 16H12l-4 3.5V16H5.75A1.75 1.75 0 0 1 4 14.25v-7.5A1.75 1.75 0 0 1 5.75 5z",
  steps: "M3.5 19.5h5v-5h5.25v-5H19V6",
  sun: `${circle(12, 12, 3.75)}M12 3.5v1.75M12 18.75v1.75M3.5 12h1.75M18.75 12h1.75M6 6l1.25 1.25M16.75 16.75L18 18M18 6l-1.25 1.25M7.25 16.75L6 18`,
  today:
    "M4 11.25l8-7 8 7M6.25 9.5v8.75c0 .7.55 1.25 1.25 1.25h9c.7 0 1.25-.55 1.25-1.25V9.5M10 19.25V14.5h4v4.75",
  trash:
    "M4.5 6.75h15M9.5 6.5V5.25C9.5 4.55 10.05 4 10.75 4h2.5c.7 0 1.25.55 1.25 1.25V6.5M6.5 7l.75 11.6c.05.8.7 1.4 1.5 1.4h6.5c.8 0 1.45-.6 1.5-1.4L17.5 7M10.25 10.75v5.5M13.75 10.75v5.5",
  undo: "M8.5 5L4.5 9l4 4M5 9h9.25a5.25 5.25 0 0 1 0 10.5H10",
} as const;

export type IconName = keyof typeof ICON_PATHS;
