// What the `integrity` attribute of a script or a style sheet on somebody else's page takes, for every file beside it.
import crypto from 'node:crypto';

const hash = (bytes) => `sha384-${crypto.createHash('sha384').update(bytes).digest('base64')}`;

export const integrity = (files) => Object.fromEntries(Object.keys(files).sort().map((name) => [name, hash(files[name])]));
