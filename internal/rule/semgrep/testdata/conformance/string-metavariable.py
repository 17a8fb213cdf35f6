# ruleid: string-metavariable
f("http://a")
# ok: string-metavariable
f("https://a")
