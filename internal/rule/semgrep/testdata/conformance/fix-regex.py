# ruleid: fix-regex
f(a, verify=False)
