# ruleid: comparison
port(80)
# ok: comparison
port(81)
# ok: comparison
port(8080)
# ok: comparison
port(n)
