# aws: AKIAQ3EGRZ5BTKP2MXWD in a comment  # want "AKIAQ3"
SLACK = "xoxb-729384756102-846150293746-kQ8vZr2LpX9sWd4TfGh7JmNb"  # want
STRIPE = "sk_live_4eC39HqLyjWDarjtT1zdp7dc9QmX"  # want
KEY = """-----BEGIN RSA PRIVATE KEY-----
MIIEpAIBAAKCAQEA7bq3Zq0v9v1m2n3b4v5c6x7z8l9k0j1h2g3f4d5s6a7p8o9
-----END RSA PRIVATE KEY-----"""
OPENAI = "sk-proj-Zr8Kq2LmX7vTn4WdYb9PcHs3JfGa6RtEuViOoQxNyMkDwBzLpC"  # want
HF = "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"  # want
EXAMPLE = "AKIAIOSFODNN7EXAMPLE"
SAME = "ghp_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
PUBLISHABLE = "pk_live_4eC39HqLyjWDarjtT1zdp7dc"
SHORT = "sk_live_x"
PLACEHOLDER = "xoxb-your-token-here"
HEX = "da39a3ee5e6b4b0d3255bfef95601890afd80709"
