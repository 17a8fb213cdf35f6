# ruleid: method-chain
a.b().filter(c).order().delete()
# ok: method-chain
a.delete()
