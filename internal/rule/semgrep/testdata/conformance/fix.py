# ruleid: fix
y = old(a, 1)  # stays
