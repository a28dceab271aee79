// node solvers.mjs glpk|highs FOLDER CASES.json STEP: the seeded cases put to a general solver in wasm.
// FOLDER: where `npm install --prefix FOLDER glpk.js highs` put the solvers. First line: name and version; then for
// each case taken: its index, the number of cells in the solver's repair, µs.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [, , peer, folder, file, step] = process.argv;
const packages = { glpk: "glpk.js", highs: "highs" };
const require = createRequire(pathToFileURL(join(folder, "package.json")));
const version = JSON.parse(
  readFileSync(join(folder, "node_modules", packages[peer], "package.json"), "utf8"),
).version;
const { cases, identities } = JSON.parse(readFileSync(file, "utf8"));
const equations = identities.map(({ terms }) => terms.map(([row, col, sign]) => [row * 7 + col, sign]));
const SECONDS = 10;

// For every cell a new value x of at most `top` and a 0/1 d: x may leave its present value only where d is 1.
const top = (table) => 20 * Math.max(...table) + 1000;

async function highs() {
  const solver = await require("highs")();
  return (table) => {
    const most = top(table);
    const lines = ["Minimize", `obj: ${table.map((_, cell) => `d${cell}`).join(" + ")}`, "Subject To"];
    equations.forEach((terms, index) =>
      lines.push(`e${index}: ${terms.map(([cell, sign]) => `${sign > 0 ? "+" : "-"} x${cell}`).join(" ")} = 0`),
    );
    table.forEach((value, cell) => {
      lines.push(`u${cell}: x${cell} - ${most - value} d${cell} <= ${value}`);
      if (value > 0) lines.push(`l${cell}: x${cell} + ${value} d${cell} >= ${value}`);
    });
    lines.push("Bounds", ...table.map((_, cell) => `0 <= x${cell} <= ${most}`));
    lines.push("General", table.map((_, cell) => `x${cell}`).join(" "));
    lines.push("Binary", table.map((_, cell) => `d${cell}`).join(" "), "End");
    const { Columns } = solver.solve(lines.join("\n"), { time_limit: SECONDS });
    return table.map((_, cell) => Columns[`x${cell}`].Primal);
  };
}

async function glpk() {
  const solver = await (await import(pathToFileURL(join(folder, "node_modules/glpk.js/dist/glpk.js")))).default();
  return (table) => {
    const most = top(table);
    const rows = equations.map((terms, index) => ({
      name: `e${index}`,
      vars: terms.map(([cell, coef]) => ({ name: `x${cell}`, coef })),
      bnds: { type: solver.GLP_FX, lb: 0, ub: 0 },
    }));
    table.forEach((value, cell) => {
      const pair = (coef) => [
        { name: `x${cell}`, coef: 1 },
        { name: `d${cell}`, coef },
      ];
      rows.push({ name: `u${cell}`, vars: pair(value - most), bnds: { type: solver.GLP_UP, lb: 0, ub: value } });
      if (value > 0)
        rows.push({ name: `l${cell}`, vars: pair(value), bnds: { type: solver.GLP_LO, lb: value, ub: 0 } });
    });
    const problem = {
      name: "repair",
      objective: {
        direction: solver.GLP_MIN,
        name: "cells",
        vars: table.map((_, cell) => ({ name: `d${cell}`, coef: 1 })),
      },
      subjectTo: rows,
      bounds: table.map((_, cell) => ({ name: `x${cell}`, type: solver.GLP_DB, lb: 0, ub: most })),
      generals: table.map((_, cell) => `x${cell}`),
      binaries: table.map((_, cell) => `d${cell}`),
    };
    const { result } = solver.solve(problem, { msglev: solver.GLP_MSG_OFF, tmlim: SECONDS, presol: true });
    return table.map((_, cell) => result.vars[`x${cell}`]);
  };
}

const solve = await { glpk, highs }[peer]();
console.log(`${packages[peer]} ${version} (wasm)`);
solve(cases[0].observed.flat());
for (let index = 0; index < cases.length; index += Number(step)) {
  if (!cases[index].detectable) continue;
  const table = cases[index].observed.flat();
  const start = performance.now();
  const repaired = solve(table);
  const took = (performance.now() - start) * 1000;
  console.log(index, table.filter((value, cell) => Math.round(repaired[cell]) !== value).length, took.toFixed(0));
}
process.exit(0);
