/** What kind of device this is, in the only respect that words need: does a person call it a phone or a computer? */
export const isPhone = (): boolean => matchMedia("(pointer: coarse) and (max-width: 900px)").matches;

/** Browsers inside other apps: they forget storage when that app likes, and with it the board's keys. */
const IN_APP =
  /FBAN|FBAV|FB_IAB|Instagram|Line\/|MicroMessenger|Snapchat|TikTok|musical_ly|BytedanceWebview|Twitter|LinkedInApp|Pinterest|WhatsApp|GSA\/|; wv\)/;

export const isInAppBrowser = (userAgent: string = navigator.userAgent): boolean => IN_APP.test(userAgent);

/** Without it there is no way to lock anything; only https and this very computer give it. */
export const hasCrypto = (): boolean => isSecureContext && typeof crypto.subtle === "object";
