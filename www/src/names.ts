// Names and texts that others chose, so that nothing in them acts without being seen.

/** Characters that turn the order of writing about, and controls; line ends and tabs are none. */
const TURNING = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;
/** In a name nothing unseen belongs at all. */
const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;

/** ⟨U+202E⟩ for the character. */
const written = (unit: string): string => `⟨U+${`000${unit.charCodeAt(0).toString(16).toUpperCase()}`.slice(-4)}⟩`;

export const steady = (text: string): string => text.replace(TURNING, written);

/** The name of a file as the page has it from the moment it is given. */
export const nameOfFile = (name: string): string => name.replace(UNSEEN, written);
