# ruleid: string-regex
f("abab")
# ok: string-regex
f("abc")
