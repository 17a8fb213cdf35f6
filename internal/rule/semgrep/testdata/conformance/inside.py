# ok: inside
call()
def f():
    # ruleid: inside
    call()
    with lock:
        # ok: inside
        call()
