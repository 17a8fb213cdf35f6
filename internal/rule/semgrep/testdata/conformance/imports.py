# ruleid: imports
import old.api
# ruleid: imports
import old.api as o
# ruleid: imports
from old import api
# ruleid: imports
from old.api import call
# ok: imports
import old
