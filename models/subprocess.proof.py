import commands
import subprocess

from leadline_proof import source

subprocess.run("ls " + source(), shell=True)  # sink: shell-command
subprocess.call("ls " + source(), shell=True)  # sink: shell-command
subprocess.check_call("ls " + source(), shell=True)  # sink: shell-command
subprocess.check_output("ls " + source(), shell=True)  # sink: shell-command
subprocess.Popen("ls " + source(), shell=True)  # sink: shell-command
subprocess.run(["ls", source()])  # sink: program-arguments
subprocess.run(["ls", source()], shell=False)  # sink: program-arguments
subprocess.run(["git", "clone", source()])  # sink: command-option
subprocess.run(["/usr/bin/hg", "clone", "--", source()])  # sink: program-arguments
subprocess.run(["git", "clone", "https://host/" + source()])  # sink: program-arguments
subprocess.run(["git", "-C", source(), "log"])  # sink: program-arguments
subprocess.run(["ping", source()])  # sink: program-arguments
subprocess.run(["ping", source()])  # sink: program-option
subprocess.run(["/bin/ping", "-c", "1", source()])  # sink: program-option
subprocess.run(["ping", "-c", source(), "localhost"])  # silent: program-option
subprocess.run(["ping", "--", source()])  # silent: program-option
subprocess.run(["echo", source()])  # silent: program-option
subprocess.run(["git", "clone", source()])  # silent: program-option
subprocess.run(["sh", "-c", source()])  # sink: shell-command
subprocess.run([source(), "-l"])  # sink: program-name
subprocess.run(source())  # sink: program-name
subprocess.run(["ls"], executable=source())  # sink: program-name
subprocess.run(["ls"], input=source())  # silent
subprocess.getoutput(source())  # sink: shell-command
subprocess.getstatusoutput(source())  # sink: shell-command
commands.getoutput(source())  # sink: shell-command
commands.getstatusoutput(source())  # sink: shell-command
