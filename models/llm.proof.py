import anthropic
import google.generativeai
import langchain_core.messages
import langchain_core.prompts
import litellm
import ollama
import openai

from leadline_proof import sink, source

sink(litellm.completion())  # source: model-output
sink(ollama.chat())  # source: model-output
sink(ollama.generate())  # source: model-output
google.generativeai.GenerativeModel(system_instruction=source())  # sink: prompt-instruction
langchain_core.messages.SystemMessage(source())  # sink: prompt-instruction
langchain_core.prompts.PromptTemplate(source())  # sink: prompt-instruction
langchain_core.prompts.SystemMessagePromptTemplate.from_template(source())  # sink: prompt-instruction
langchain_core.prompts.PromptTemplate.from_template(source())  # sink: prompt-instruction
langchain_core.prompts.ChatPromptTemplate.from_template(source())  # sink: prompt-instruction
ollama.generate(system=source())  # sink: prompt-instruction
openai.OpenAI(api_key=source())  # sink: credential
anthropic.Anthropic(api_key=source())  # sink: credential


def openai_completions(x: openai.Completions):
    sink(x.create())  # source: model-output


def openai_responses(x: openai.Responses):
    sink(x.create())  # source: model-output
    x.create(instructions=source())  # sink: prompt-instruction


def anthropic_messages(x: anthropic.Messages):
    sink(x.create())  # source: model-output
    x.create(system=source())  # sink: prompt-instruction


def google_generativeai_generativemodel(x: google.generativeai.GenerativeModel):
    sink(x.generate_content())  # source: model-output


def openai_assistants(x: openai.Assistants):
    x.create(instructions=source())  # sink: prompt-instruction


import google.generativeai
from langchain_core.prompts import ChatPromptTemplate


def messages():
    client = openai.OpenAI()
    client.chat.completions.create(model="m", messages=[{"role": "system", "content": source()}])  # sink: prompt-instruction
    client.chat.completions.create(model="m", messages=[{"role": "user", "content": source()}])  # silent
    openai.ChatCompletion.create(model="m", messages=[{"role": "system", "content": source()}])  # sink: prompt-instruction
    client.responses.create(input=[{"role": "developer", "content": source()}])  # sink: prompt-instruction
    client.responses.create(input=source())  # silent
    litellm.completion(model="m", messages=[{"role": "system", "content": source()}])  # sink: prompt-instruction
    ollama.chat(model="m", messages=[{"role": "system", "content": source()}])  # sink: prompt-instruction
    ChatPromptTemplate.from_messages([("system", source())])  # sink: prompt-instruction
    ChatPromptTemplate.from_messages([("user", source())])  # silent
