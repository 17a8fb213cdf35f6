# ruleid: fix
y = new(a)  # stays
