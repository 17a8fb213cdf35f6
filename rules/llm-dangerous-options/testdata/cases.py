from autogen import UserProxyAgent
from autogen.coding import LocalCommandLineCodeExecutor
from langchain_community.tools import ShellTool
from langchain_experimental.agents import create_csv_agent
from langchain_experimental.utilities import PythonREPL


def f(llm, path, toolkit, on):
    a = create_csv_agent(llm, path, allow_dangerous_code=True)  # want
    b = ShellTool()  # want
    c = PythonREPL()  # want
    d = UserProxyAgent("u", code_execution_config={"work_dir": "w", "use_docker": False})  # want
    e = LocalCommandLineCodeExecutor(work_dir="w")  # want
    g = toolkit(allow_dangerous_requests=True)  # want
    h = create_csv_agent(llm, path)
    i = create_csv_agent(llm, path, allow_dangerous_code=False)
    j = UserProxyAgent("u", code_execution_config={"use_docker": True})
    k = toolkit(allow_dangerous_requests=on)
    return a, b, c, d, e, g, h, i, j, k
