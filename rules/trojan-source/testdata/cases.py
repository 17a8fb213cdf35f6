ADMIN = "user‮ ⁦# admin⁩"  # want
x = "a⁠b"  # want
# a comment with ‪ in it  # want
y = "﻿"  # want
family = "👨‍👩‍👧"
persian = "می‌خواهم"
hebrew = "שלום"
accent = "é — “quotes”"
z = "\u202e"
