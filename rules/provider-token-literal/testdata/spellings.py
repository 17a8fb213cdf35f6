GITHUB = "ghp_" "x"  # ok
aws_id = "AKIAIOSFODNN7EXAMPLE"  # ok
short = "sk-123"  # ok
name = "xoxb-your-token-here"  # ok
publishable = "pk_live_51H8abcd"  # ok
