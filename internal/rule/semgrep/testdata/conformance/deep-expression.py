# ruleid: deep-expression
if a and (b or user.admin()):
    pass
# ok: deep-expression
if user.other():
    pass
