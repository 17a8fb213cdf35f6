# ruleid: class-members
class A(Base):
    def f(self): pass
    limit = 3
# ok: class-members
class B(Base):
    pass
# ok: class-members
class D:
    limit = 3
