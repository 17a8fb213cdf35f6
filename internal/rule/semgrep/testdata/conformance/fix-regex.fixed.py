# ruleid: fix-regex
f(a, verify=True  # was False)
