# ruleid: entropy
key = "d8Fq2LpZ7xWc9VtB1nKs"
# ok: entropy
key = "aaaaaaaaaaaaaaaaaaaa"
