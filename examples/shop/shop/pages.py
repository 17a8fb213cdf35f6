"""The frame around every page."""

from markupsafe import escape


def layout(title, body):
    return f"<html><title>{escape(title)}</title><body>{body}</body></html>"
