ok_text = "\u202e"  # ok
plain = "text"  # ok
hebrew = "שלום"  # ok
dash = "–"  # ok
