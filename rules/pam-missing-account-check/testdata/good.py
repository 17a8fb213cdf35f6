from ctypes import CDLL, c_int
from ctypes.util import find_library

pam = CDLL(find_library("pam"))
check = pam.pam_authenticate
account = pam.pam_acct_mgmt
check.restype = c_int


def authenticate(handle):
    result = check(handle, 0)  # ok
    if result == 0:
        result = account(handle, 0)
    return result == 0


def direct(handle):
    if pam.pam_authenticate(handle, 0) != 0:  # ok
        return False
    return pam.pam_acct_mgmt(handle, 0) == 0


class Session:
    def login(self, handle):
        return self.first(handle) and self.second(handle)

    def first(self, handle):
        return pam.pam_authenticate(handle, 0) == 0  # ok

    def second(self, handle):
        return pam.pam_acct_mgmt(handle, 0) == 0


def names():
    return ["pam_authenticate"]  # ok
