from ctypes import CDLL, POINTER, Structure, byref, c_char_p, c_int, c_void_p
from ctypes.util import find_library


class Handle(Structure):
    _fields_ = [("handle", c_void_p)]


pam = CDLL(find_library("pam"))
start = pam.pam_start
check = pam.pam_authenticate
check.restype = c_int
check.argtypes = [Handle, c_int]


def authenticate(user, conversation):
    handle = Handle()
    start(b"login", c_char_p(user), byref(conversation), byref(handle))
    return check(handle, 0) == 0  # want


def direct(handle):
    return pam.pam_authenticate(handle, 0)  # want


class Session:
    def __init__(self):
        self.lib = CDLL("libpam.so.0")
        self.authenticate = self.lib.pam_authenticate

    def login(self, handle):
        if self.authenticate(handle, 0) != 0:  # want
            raise PermissionError
        return True


def lazily(handle):
    lib = CDLL("libpam.so")
    result = lib["pam_authenticate"](handle, 0)  # want
    return result == 0
