"""The benchmarks: `make bench`. One table of ratios, each within one run on one machine.

Stores of made-up projects are filled and measured, each measurement in a process of its own, because settings
are read once a process and because memory and data once loaded would colour what comes next. Nothing fails
here: the table says what holds; tests hold the number of queries.
"""
