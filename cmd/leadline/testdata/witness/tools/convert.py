import subprocess
import sys

if __name__ == "__main__":
    subprocess.run("convert '%s' out.png" % sys.argv[1], shell=True)
