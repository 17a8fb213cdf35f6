"""A web shop that is vulnerable on purpose."""
