import os
import subprocess
import sys

from leadline import find_leadline_bin

if __name__ == "__main__":
    program = find_leadline_bin()
    if sys.platform == "win32":
        sys.exit(subprocess.call([program, *sys.argv[1:]]))
    os.execv(program, [program, *sys.argv[1:]])
