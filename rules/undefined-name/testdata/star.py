from os import *

print(whatever)
