"""Compares the formulas of internal/service/quality with those of statsmodels and lifelines.

Reads cases as JSON from standard input, one a line, as TestAgainstLibraries writes
them, and prints those that differ.
"""

import json
import sys

from lifelines import KaplanMeierFitter
from lifelines.utils import qth_survival_time
from statsmodels.stats.proportion import proportion_confint, proportions_ztest


def wilson(case):
    low, high = proportion_confint(case["k"], case["n"], method="wilson")
    return [low, high]


def drift(case):
    ks, ns = [case["a"]["k"], case["b"]["k"]], [case["a"]["n"], case["b"]["n"]]
    if sum(ks) in (0, sum(ns)):
        return [1.0]
    return [proportions_ztest(ks, ns)[1]]


def survival(case):
    fitter = KaplanMeierFitter().fit(case["times"], case["ended"])
    curve = fitter.survival_function_["KM_estimate"]
    out, last = [], 1.0
    for time, share in curve.items():
        if share != last:
            out += [time, share]
            last = share
    # Its own median takes 0.5000000000000001 for more than a half.
    median = qth_survival_time(0.5 + 1e-12, fitter.survival_function_)
    return out + [-1.0 if median == float("inf") else float(median)]


kinds = {"wilson": wilson, "drift": drift, "survival": survival}
bad = total = 0
for line in sys.stdin:
    case = json.loads(line)
    want, got = kinds[case["kind"]](case), case["got"]
    total += 1
    if len(want) != len(got) or any(abs(a - b) > 1e-9 for a, b in zip(want, got)):
        bad += 1
        print("differs:", line.strip(), "should be", want)
print(total, "cases,", bad, "differ")
sys.exit(bool(bad) or not total)
