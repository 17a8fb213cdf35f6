# ruleid: dict
f({"a": 1, "debug": True})
# ok: dict
f({"debug": False})
