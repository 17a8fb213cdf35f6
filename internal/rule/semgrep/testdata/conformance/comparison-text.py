# ruleid: comparison-text
mode(7)
# ruleid: comparison-text
mode("8")
# ok: comparison-text
mode(9)
