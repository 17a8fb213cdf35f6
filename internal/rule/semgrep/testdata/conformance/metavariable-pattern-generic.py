# ruleid: metavariable-pattern-generic
f("see http://a")
# ok: metavariable-pattern-generic
f("see https://a")
