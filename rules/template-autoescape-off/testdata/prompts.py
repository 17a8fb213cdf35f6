import html

from jinja2 import Environment
from jinja2.sandbox import ImmutableSandboxedEnvironment

prompts = ImmutableSandboxedEnvironment(trim_blocks=True)  # ok
other = Environment()  # ok


def prompt(messages, tokenizer):
    return prompts.from_string(tokenizer.chat_template).render(messages=messages)


def shown(text):
    return "<div>" + html.escape(text) + "</div>"
