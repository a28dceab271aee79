"""python3 cpsat.py CASES.json STEP: the seeded cases put to OR-tools CP-SAT (pip install ortools).

First line: name and version; then for each case taken: its index, the number of cells in its repair, µs.
"""
import json
import sys
import time

import ortools
from ortools.sat.python import cp_model

with open(sys.argv[1], encoding="utf-8") as file:
    document = json.load(file)
EQUATIONS = [[(row * 7 + col, sign) for row, col, sign in one["terms"]] for one in document["identities"]]


def solve(table):
    """The number of cells of a smallest repair."""
    top = 20 * max(table) + 1000
    model = cp_model.CpModel()
    values = [model.new_int_var(0, top, "") for _ in table]
    blamed = [model.new_bool_var("") for _ in table]
    for value, blame, present in zip(values, blamed, table):
        model.add(value == present).only_enforce_if(~blame)
    for terms in EQUATIONS:
        model.add(sum(sign * values[cell] for cell, sign in terms) == 0)
    model.minimize(sum(blamed))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_time_in_seconds = 10
    solver.solve(model)
    return sum(solver.value(value) != present for value, present in zip(values, table))


print(f"CP-SAT {ortools.__version__} (native)")
for index in range(0, len(document["cases"]), int(sys.argv[2])):
    case = document["cases"][index]
    if not case["detectable"]:
        continue
    table = [value for row in case["observed"] for value in row]
    start = time.perf_counter()
    size = solve(table)
    print(index, size, round((time.perf_counter() - start) * 1e6))
