/**
 * The origin of every change that arrives from elsewhere: another device, another tab, or the copy on this device.
 * Everything else in an inner document is this tab's own edit; undo tracks only that.
 */
export const REMOTE = { name: "mendboard/remote" } as const;
