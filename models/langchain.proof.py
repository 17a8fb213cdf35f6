import agents
import autogen
import crewai
import google.genai
import google.genai.types
import langchain_core
import langchain_core.prompts
import llama_index.core.chat_engine

from leadline_proof import sink, source

sink(agents.Runner.run())  # source: model-output
sink(agents.Runner.run_sync())  # source: model-output
agents.Agent(instructions=source())  # sink: prompt-instruction
crewai.Agent(goal=source())  # sink: prompt-instruction
crewai.Agent(backstory=source())  # sink: prompt-instruction
autogen.AssistantAgent(system_message=source())  # sink: prompt-instruction
google.genai.types.GenerateContentConfig(system_instruction=source())  # sink: prompt-instruction
llama_index.core.chat_engine.SimpleChatEngine.from_defaults(system_prompt=source())  # sink: prompt-instruction
langchain_core.prompts.PromptTemplate(source(), template_format="jinja2")  # sink: template-text
langchain_core.prompts.PromptTemplate.from_template(source(), template_format="jinja2")  # sink: template-text


def langchain_core_model(x: langchain_core.Model):
    sink(x.invoke())  # source: model-output
    sink(x.ainvoke())  # source: model-output
    sink(x.predict())  # source: model-output
    sink(x.apredict())  # source: model-output
    sink(x.run())  # source: model-output
    sink(x.arun())  # source: model-output
    sink(x.stream())  # source: model-output
    sink(x.astream())  # source: model-output
    sink(x.batch())  # source: model-output
    sink(x.generate())  # source: model-output
    sink(x.__call__())  # source: model-output


def google_genai_models(x: google.genai.Models):
    sink(x.generate_content())  # source: model-output


langchain_core.prompts.PromptTemplate(source(), template_format="jinja2")  # sink: template-text
langchain_core.prompts.PromptTemplate.from_template(source(), template_format="jinja2")  # sink: template-text
