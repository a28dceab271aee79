// Members of nodes on pages that are not ours. An element called body or createElement stands in front of the document's
// own member of that name, a field called firstChild in front of its form's: read from the prototypes they are the
// browser's.

/** The browser's member `name` of `node`; a function is bound to it. */
export function own<T extends Node, K extends keyof T>(node: T, name: K): T[K] {
  for (let at: object | null = Object.getPrototypeOf(node); at; at = Object.getPrototypeOf(at)) {
    const found = Object.getOwnPropertyDescriptor(at, name);
    if (found) return found.get ? found.get.call(node) : found.value.bind(node);
  }
  return node[name];
}
