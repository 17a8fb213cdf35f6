"""Where the program `leadline` of this wheel is."""

import os
import sys
import sysconfig


def find_leadline_bin():
    """The path of the program that came with this wheel."""
    name = "leadline" + (".exe" if sys.platform == "win32" else "")
    user = {"nt": "nt_user", "posix": "posix_user"}.get(os.name, "")
    if sys.platform == "darwin" and sysconfig.get_config_var("PYTHONFRAMEWORK"):
        user = "osx_framework_user"
    here = os.path.dirname(os.path.abspath(__file__))
    # The scripts of this environment; those of the user; those beside a folder that pip was told to install into.
    folders = [sysconfig.get_path("scripts"), sysconfig.get_path("scripts", scheme=user) if user else None,
               os.path.join(os.path.dirname(here), "bin"), os.path.join(os.path.dirname(sys.executable))]
    for folder in folders:
        path = folder and os.path.join(folder, name)
        if path and os.path.isfile(path):
            return path
    raise FileNotFoundError(f"{name} is in none of {[f for f in folders if f]}: install the wheel again")
