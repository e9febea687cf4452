/** Where an invitation opens. The secret stands in the fragment, which browsers never send. */
export const JOIN_PATH = "/join";
