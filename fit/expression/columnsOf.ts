import type {Node} from "./parse.js";

/** Names of the columns that an expression reads, each once. */
export function columnsOf(node: Node): string[] {
  switch (node.kind) {
    case "column":
      return [node.name];
    case "unary":
      return columnsOf(node.of);
    case "binary":
      return [...new Set([...columnsOf(node.left), ...columnsOf(node.right)])];
    case "call":
      return [...new Set(node.of.flatMap(columnsOf))];
    default:
      return [];
  }
}
