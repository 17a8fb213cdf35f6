from autogen import UserProxyAgent
from langchain.agents import AgentType, initialize_agent
from langchain_community.utilities.requests import TextRequestsWrapper
from langchain_community.vectorstores import FAISS
from langchain_experimental.agents import create_csv_agent, create_pandas_dataframe_agent
from langchain_experimental.agents.agent_toolkits import create_python_agent
from langchain_experimental.tools import PythonREPLTool
from langchain_experimental.utilities import PythonREPL
from langchain_community.tools import ShellTool
from langchain.chains import LLMMathChain


def a(llm, frame):
    return create_pandas_dataframe_agent(llm, frame, allow_dangerous_code=True)  # want


def b(llm):
    return create_csv_agent(llm, "a.csv", verbose=True, allow_dangerous_code=True)  # want


def c(embeddings):
    return FAISS.load_local("index", embeddings, allow_dangerous_deserialization=True)  # want


def d():
    return ShellTool()  # want


def e():
    return PythonREPL()  # want


def f():
    return [PythonREPLTool()]  # want


def g(llm):
    return LLMMathChain.from_llm(llm)  # want


def h():
    return UserProxyAgent("u", code_execution_config={"work_dir": "w", "use_docker": False})  # want


def i():
    from langchain_community.agent_toolkits.openapi import planner

    return planner.create_openapi_agent({}, None, None, allow_dangerous_requests=True)  # want


def j(llm, frame, embeddings):
    create_pandas_dataframe_agent(llm, frame)  # ok
    create_pandas_dataframe_agent(llm, frame, allow_dangerous_code=False)  # ok
    FAISS.load_local("index", embeddings)  # ok
    FAISS.load_local("index", embeddings, allow_dangerous_deserialization=False)  # ok
    UserProxyAgent("u", code_execution_config={"work_dir": "w", "use_docker": True})  # ok
    UserProxyAgent("u", code_execution_config=False)  # ok
